import csv


def count(path):
    file = open(path)
    rows = list(csv.reader(file))
    file.close()
    return len(rows)
