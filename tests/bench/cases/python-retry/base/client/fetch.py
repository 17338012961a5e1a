import time

import requests


def fetch(url: str, attempts: int = 3) -> bytes:
    for attempt in range(attempts):
        response = requests.get(url, timeout=10)
        if response.ok:
            return response.content
        time.sleep(2**attempt)
    raise RuntimeError(f"{url} answered {response.status_code}")
