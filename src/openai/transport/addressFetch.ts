/** A `fetch` that is given an address as text, so that whatever stands before it can read and change the request. */
export type AddressFetch = (address: string, init: RequestInit) => Promise<Response>;
