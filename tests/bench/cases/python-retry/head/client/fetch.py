import time

import requests


def fetch(url: str, attempts: int = 3) -> bytes:
    for attempt in range(attempts):
        try:
            response = requests.get(url)
        except requests.ConnectionError:
            continue
        if response.status_code < 500:
            return response.content
        time.sleep(2**attempt)
    raise RuntimeError(f"{url} answered {response.status_code}")
