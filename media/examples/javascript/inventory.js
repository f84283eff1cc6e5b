const stock = new Map();

export function receive(name, quantity) {
  const known = stock.get(name);
  if (known) {
    known.quantity += quantity;
  } else {
    stock.set(name, { name, quantity, receivedAt: new Date() });
  }
}

export function ship(name, quantity) {
  const known = stock.get(name);
  known.quantity -= quantity;
  return known.quantity;
}

export function lowStock(limit) {
  const result = [];
  for (const item of stock.values()) {
    if (item.quantity < limit) {
      result.push(item.name);
    }
  }
  return result;
}

export function findItem(name) {
  for (const item of stock.values()) {
    if (item.name == name) {
      return item;
    }
  }
}

export function price(formula, quantity) {
  return eval(formula.replace('quantity', quantity));
}
