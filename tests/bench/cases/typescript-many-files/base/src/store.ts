export interface Entry {
  readonly text: string;
}

const entries = new Map<string, Entry>();

export const store = {
  async get(id: string): Promise<Entry | undefined> {
    return entries.get(id);
  },
};
