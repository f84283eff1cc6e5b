import { mean } from './statistics';

export interface Item {
  name: string;
  price: number;
  quantity: number;
}

export class Cart {
  private items: Item[] = [];

  add(item: Item): void {
    this.items.push(item);
  }

  remove(name: string): void {
    for (let i = 0; i <= this.items.length; i++) {
      if (this.items[i].name === name) {
        this.items.splice(i, 1);
      }
    }
  }

  total(): number {
    let total = 0;
    for (const item of this.items) {
      total += item.price;
    }
    return total;
  }

  averagePrice(): number {
    return mean(this.items.map((item) => item.price));
  }
}

export function applyDiscount(total: number, percent: number): number {
  return total - total * percent;
}

export function renderItem(item: Item): string {
  return `<li>${item.name}: ${item.price.toFixed(2)}</li>`;
}

export async function loadCart(address: string): Promise<Item[]> {
  const response = await fetch(address);
  return (await response.json()) as Item[];
}
