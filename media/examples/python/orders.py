import sqlite3


def find_orders(connection, customer):
    query = "SELECT id, total FROM orders WHERE customer = '" + customer + "'"
    return connection.execute(query).fetchall()


def add_tag(tag, tags=[]):
    tags.append(tag)
    return tags


def read_prices(path):
    prices = {}
    file = open(path)
    for line in file:
        name, price = line.split(",")
        prices[name] = float(price)
    return prices


def order_total(lines, prices):
    total = 0
    for name, quantity in lines:
        try:
            total += prices[name] * quantity
        except:
            pass
    return total


def average_total(totals):
    return sum(totals) / len(totals)


def main():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE orders (id INTEGER, customer TEXT, total REAL)")
    connection.execute("INSERT INTO orders VALUES (1, 'Ada', 12.5)")
    print(find_orders(connection, "Ada"))


if __name__ == "__main__":
    main()
