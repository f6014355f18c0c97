import type { BehaviourCase } from './case.ts';

/** Reads what the environment has, and tells all that is wrong at once without a value of it. */
export const configuration: BehaviourCase = {
  name: 'configuration',
  request:
    'Create a configuration called AppConfig with port: integer default 8080 between 1 and 65535, rate: number optional, apiKey: string, level one of debug, info default info, origins: list of strings optional, debug: boolean',
  javascript: `
const good = { PORT: ' 90 ', RATE: '.5', API_KEY: 's3cret', ORIGINS: 'a, b,', DEBUG: 'Yes' };
const all = subject.loadAppConfig(good);
show([all.port, all.rate, all.apiKey, all.level, all.origins, all.debug, JSON.stringify(all).includes('s3cret')]);
const least = subject.loadAppConfig({ API_KEY: 'x', DEBUG: '0', PORT: '' });
show([least.port, least.rate ?? null, least.level, least.debug]);
for (const wrong of [{}, { PORT: '70000', RATE: 'Infinity', API_KEY: 's3cret', LEVEL: 'loud', DEBUG: 'maybe' }, { PORT: '1e3', API_KEY: 'x', DEBUG: '1' }])
  try {
    subject.loadAppConfig(wrong);
  } catch (error) {
    show([error.problems, error.message.includes('s3cret')]);
  }`,
  python: `
good = {"PORT": " 90 ", "RATE": ".5", "API_KEY": "s3cret", "ORIGINS": "a, b,", "DEBUG": "Yes"}
all = subject.load_app_config(good)
show([all.port, all.rate, all.api_key, all.level, all.origins, all.debug, "s3cret" in repr(all)])
least = subject.load_app_config({"API_KEY": "x", "DEBUG": "0", "PORT": ""})
show([least.port, least.rate, least.level, least.debug])
for wrong in [{}, {"PORT": "70000", "RATE": "Infinity", "API_KEY": "s3cret", "LEVEL": "loud", "DEBUG": "maybe"}, {"PORT": "1e3", "API_KEY": "x", "DEBUG": "1"}]:
    try:
        subject.load_app_config(wrong)
    except subject.AppConfigError as error:
        show([error.problems, "s3cret" in str(error)])`,
  go: `
import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

func set(values map[string]string) {
	for _, name := range []string{"PORT", "RATE", "API_KEY", "LEVEL", "ORIGINS", "DEBUG"} {
		os.Setenv(name, values[name])
	}
}

func Drive(show func(any)) {
	defer set(nil)
	set(map[string]string{"PORT": " 90 ", "RATE": ".5", "API_KEY": "s3cret", "ORIGINS": "a, b,", "DEBUG": "Yes"})
	all, _ := loadAppConfig()
	text, _ := json.Marshal(all)
	shown := fmt.Sprintf("%v %+v %#v %s", all, all, all, text)
	show([]any{all.Port, all.Rate, string(all.APIKey), all.Level, all.Origins, all.Debug, strings.Contains(shown, "s3cret")})
	set(map[string]string{"API_KEY": "x", "DEBUG": "0"})
	least, _ := loadAppConfig()
	show([]any{least.Port, least.Rate, least.Level, least.Debug})
	for _, wrong := range []map[string]string{{}, {"PORT": "70000", "RATE": "Infinity", "API_KEY": "s3cret", "LEVEL": "loud", "DEBUG": "maybe"}, {"PORT": "1e3", "API_KEY": "x", "DEBUG": "1"}} {
		set(wrong)
		_, err := loadAppConfig()
		var failure *AppConfigError
		if errors.As(err, &failure) {
			show([]any{failure.Problems, strings.Contains(err.Error(), "s3cret")})
		}
	}
}`,
  expected: [
    [90, 0.5, 's3cret', 'info', ['a', 'b'], true, false],
    [8080, null, 'info', false],
    [['API_KEY is missing', 'DEBUG is missing'], false],
    [['PORT must be at most 65535', 'RATE must be a number', 'LEVEL must be one of debug, info', 'DEBUG must be true or false'], false],
    [['PORT must be a whole number'], false],
  ],
};
