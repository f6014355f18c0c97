export type Paging = 'none' | 'cursor' | 'page' | 'link';

export const pagesScript: Record<Paging, string> = {
  none: '',
  cursor: `
  /** Page after page of a list: each one says with \`next\` where the following begins, which is asked for with \`parameter\`. */
  async *pages(path: string, query: Readonly<Record<string, string>> = {}, next = "next_cursor", parameter = "cursor"): AsyncGenerator<unknown> {
    for (let asked = query; ; ) {
      const response = await this.request("GET", path, asked);
      const page: unknown = await response.json();
      yield page;
      const cursor = (page as Record<string, unknown> | null)?.[next];
      if ((typeof cursor !== "string" && typeof cursor !== "number") || cursor === "") {
        return;
      }
      asked = { ...query, [parameter]: String(cursor) };
    }
  }
`,
  page: `
  /** Page after page of a list, up to the first that is empty. \`items\` is the property that holds the list; without it the page is the list. */
  async *pages(path: string, query: Readonly<Record<string, string>> = {}, items?: string, parameter = "page"): AsyncGenerator<unknown> {
    for (let page = 1; ; page += 1) {
      const response = await this.request("GET", path, { ...query, [parameter]: String(page) });
      const body: unknown = await response.json();
      const list = items === undefined ? body : (body as Record<string, unknown> | null)?.[items];
      if (!Array.isArray(list) || list.length === 0) {
        return;
      }
      yield body;
    }
  }
`,
  link: `
  /** Page after page of a list, along the links of the header Link. Throws where one leads to another server, which must not see the headers. */
  async *pages(path: string, query: Readonly<Record<string, string>> = {}): AsyncGenerator<unknown> {
    let response = await this.request("GET", path, query);
    for (;;) {
      yield await response.json();
      const link = /<([^>]*)>[^,]*;\\s*rel="?next"?/i.exec(response.headers.get("Link") ?? "")?.[1];
      if (link === undefined) {
        return;
      }
      const url = new URL(link, response.url);
      if (url.origin !== new URL(this.#base).origin) {
        throw new Error(\`The next page is on another server: \${url.origin}\`);
      }
      response = await this.request("GET", url.href);
    }
  }
`,
};

export const pagesPython: Record<Paging, string> = {
  none: '',
  cursor: `
    def pages(
        self,
        path: str,
        query: Optional[Mapping[str, str]] = None,
        following: str = "next_cursor",
        parameter: str = "cursor",
    ) -> Iterator[Any]:
        """Page after page of a list: each one says with \`following\` where the next begins, which is asked for with \`parameter\`."""
        asked = dict(query or {})
        while True:
            with self.request("GET", path, asked) as response:
                page = json.loads(response.read())
            yield page
            cursor = page.get(following) if isinstance(page, dict) else None
            if cursor is None or cursor == "":
                return
            asked[parameter] = str(cursor)
`,
  page: `
    def pages(
        self,
        path: str,
        query: Optional[Mapping[str, str]] = None,
        items: Optional[str] = None,
        parameter: str = "page",
    ) -> Iterator[Any]:
        """Page after page of a list, up to the first that is empty. \`items\` is the key of the list; without it the page is the list."""
        number = 1
        while True:
            with self.request("GET", path, {**(query or {}), parameter: str(number)}) as response:
                page = json.loads(response.read())
            if not (page if items is None else page.get(items)):
                return
            yield page
            number += 1
`,
  link: `
    def pages(self, path: str, query: Optional[Mapping[str, str]] = None) -> Iterator[Any]:
        """Page after page of a list, along the links of the header Link. Raises ValueError where one leads to another server."""
        url = path
        while True:
            with self.request("GET", url, query) as response:
                page = json.loads(response.read())
                link = re.search(r'<([^>]*)>[^,]*;\\s*rel="?next"?', response.headers.get("Link", ""), re.IGNORECASE)
                origin = response.geturl()
            yield page
            if link is None:
                return
            url = urljoin(origin, link.group(1))
            query = None
            if urlsplit(url)[:2] != urlsplit(self._base)[:2]:
                raise ValueError("the next page is on another server")
`,
};

export const pagesGo: Record<Paging, string> = {
  none: '',
  cursor: `
// Pages calls visit with page after page of a list, whose property next tells where the following begins; that is asked for with parameter.
func (c *_Name_) Pages(ctx context.Context, path string, query url.Values, next, parameter string, visit func(page []byte) error) error {
	asked := url.Values{}
	for key, values := range query {
		asked[key] = values
	}
	for {
		content, err := c.Request(ctx, http.MethodGet, path, asked, nil)
		if err != nil {
			return err
		}
		if err := visit(content); err != nil {
			return err
		}
		page := map[string]any{}
		decoder := json.NewDecoder(bytes.NewReader(content))
		decoder.UseNumber()
		if err := decoder.Decode(&page); err != nil {
			return err
		}
		cursor := page[next]
		if cursor == nil || cursor == "" {
			return nil
		}
		asked.Set(parameter, fmt.Sprint(cursor))
	}
}
`,
  page: `
// Pages calls visit with page after page of a list until it returns false.
func (c *_Name_) Pages(ctx context.Context, path string, query url.Values, parameter string, visit func(page []byte) (bool, error)) error {
	asked := url.Values{}
	for key, values := range query {
		asked[key] = values
	}
	for page := 1; ; page++ {
		asked.Set(parameter, strconv.Itoa(page))
		content, err := c.Request(ctx, http.MethodGet, path, asked, nil)
		if err != nil {
			return err
		}
		if more, err := visit(content); err != nil || !more {
			return err
		}
	}
}
`,
  link: `
var _link_ = regexp.MustCompile("(?i)<([^>]*)>[^,]*;\\\\s*rel=\\"?next\\"?")

// Pages calls visit with page after page of a list, along the links of the header Link. A link to another server is an error.
func (c *_Name_) Pages(ctx context.Context, path string, query url.Values, visit func(page []byte) error) error {
	base, err := url.Parse(c.base)
	if err != nil {
		return err
	}
	for {
		content, header, err := c.send(ctx, http.MethodGet, path, query, nil)
		if err != nil {
			return err
		}
		if err := visit(content); err != nil {
			return err
		}
		match := _link_.FindStringSubmatch(header.Get("Link"))
		if match == nil {
			return nil
		}
		next, err := base.Parse(match[1])
		if err != nil {
			return err
		}
		if next.Scheme != base.Scheme || next.Host != base.Host {
			return fmt.Errorf("the next page is on another server: %s", next.Host)
		}
		path, query = next.String(), nil
	}
}
`,
};
