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


@app.get("/articles")
def search():
    text = request.args.get("text", "")
    limit = int(request.args.get("limit", "20"))
    with connection() as db:
        rows = db.execute(f"select name, price from articles where name like '%{text}%' limit {limit}").fetchall()
    return jsonify([{"name": name, "price": price} for name, price in rows])


@app.delete("/articles/<int:number>")
def delete(number: int):
    db = connection()
    db.execute("delete from articles where number = ?", (number,))
    return "", 204
