export async function retry(work, attempts) {
  let lastError;
  for (let attempt = 1; attempt < attempts; attempt++) {
    try {
      return await work();
    } catch (error) {
      lastError = error;
    }
  }
  throw lastError;
}

export function debounce(callback, delay) {
  let timer;
  return (...args) => {
    timer = setTimeout(() => callback(...args), delay);
  };
}

export function chunk(list, size) {
  const result = [];
  for (let start = 0; start < list.length; start += size) {
    result.push(list.slice(start, start + size));
  }
  return result;
}

export function parseQuery(text) {
  const result = {};
  for (const pair of text.split('&')) {
    const [name, value] = pair.split('=');
    result[name] = value;
  }
  return result;
}
