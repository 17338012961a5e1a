import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


def connection():
    return sqlite3.connect("shop.db")


@app.get("/articles/<int:number>")
def article(number: int):
    with connection() as db:
        row = db.execute("select name, price from articles where number = ?", (number,)).fetchone()
    return jsonify(name=row[0], price=row[1]) if row else ("not found", 404)
