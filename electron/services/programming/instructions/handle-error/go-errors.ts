/** Functions of Go's standard library of which the last result is an error, by package. */
const known: Record<string, string> = {
  os: 'ReadFile WriteFile Open OpenFile Create Remove RemoveAll Rename Mkdir MkdirAll MkdirTemp CreateTemp ReadDir Stat Lstat Chdir Chmod Chown Chtimes Getwd Hostname Executable Setenv Unsetenv Symlink Link Readlink Truncate UserHomeDir UserCacheDir UserConfigDir Pipe',
  io: 'Copy CopyN CopyBuffer ReadAll ReadFull ReadAtLeast WriteString',
  ioutil: 'ReadAll ReadFile WriteFile ReadDir TempDir TempFile',
  strconv: 'Atoi ParseInt ParseUint ParseFloat ParseBool ParseComplex Unquote',
  json: 'Marshal MarshalIndent Unmarshal Compact Indent',
  xml: 'Marshal MarshalIndent Unmarshal',
  hex: 'DecodeString Decode',
  http: 'Get Head Post PostForm NewRequest NewRequestWithContext ListenAndServe ListenAndServeTLS Serve',
  url: 'Parse ParseRequestURI ParseQuery PathUnescape QueryUnescape JoinPath',
  net: 'Dial DialTimeout Listen LookupHost LookupIP ParseCIDR SplitHostPort ResolveTCPAddr',
  time: 'Parse ParseInLocation ParseDuration LoadLocation',
  filepath: 'Abs Walk WalkDir Glob Rel EvalSymlinks Match',
  fs: 'ReadFile ReadDir Stat WalkDir Glob Sub',
  regexp: 'Compile CompilePOSIX MatchString Match',
  template: 'ParseFiles ParseGlob ParseFS',
  sql: 'Open',
  gzip: 'NewReader NewWriterLevel',
  zip: 'OpenReader NewReader',
  exec: 'LookPath',
  rand: 'Read Int Prime',
  user: 'Current Lookup LookupId',
  mail: 'ParseAddress ParseAddressList ReadMessage',
  binary: 'Read Write',
  tls: 'LoadX509KeyPair Dial',
};

export const givesError = (dotted: string): boolean => {
  const [module = '', name = '', more] = dotted.split('.');
  return more === undefined && Object.hasOwn(known, module) && (known[module] ?? '').split(' ').includes(name);
};
