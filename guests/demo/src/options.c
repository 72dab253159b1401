/*
 * Options: a table of names, defaults and words, and a parser for the command line.
 */
#include "options.h"

#include "report.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct option {
	const char *name;
	size_t offset;
	u64 standard;
	const char *const *words; /* value n is written words[n]; NULL: a number, decimal or 0x... */
};

static const char *const switches[] = { "off", "on", NULL };
static const char *const interruption_modes[] = { "all", "single", NULL };
static const char *const summaries[] = { "packed", "spread", NULL };
static const char *const refreshes[] = { "used", "all", NULL };
static const char *const gates[] = { "none", "summary", "cr6", "sic", "blocked", NULL };
static const char *const faults[] = {
	"none", "norpcit", "readonly", "unmapped", "stale", "window", "zero", "length", "type", "range", "noioat",
	"pagezero", NULL,
};

#define OPTION(name, standard, words) { #name, offsetof(struct options, name), standard, words }

static const struct option table[] = {
	OPTION(rate, 100, NULL),
	OPTION(mappings, 64, NULL),
	OPTION(mapfid, ANY, NULL),
	OPTION(pool, 64, NULL),
	OPTION(readonly, 7, NULL),
	OPTION(holes, 11, NULL),
	OPTION(stale, 13, NULL),
	OPTION(large, 0, NULL),
	OPTION(window, 0, NULL),
	OPTION(refresh, 1, refreshes),
	OPTION(pcilg, 8, NULL),
	OPTION(pcistg, 1, NULL),
	OPTION(pcistb, 1, NULL),
	OPTION(stpcifc, 1, NULL),
	OPTION(clp, 1, NULL),
	OPTION(dma, 1, switches),
	OPTION(enable, 1, switches),
	OPTION(ioat, 1, switches),
	OPTION(irq, 1, switches),
	OPTION(isc, 2, NULL),
	OPTION(aibvo, 0, NULL),
	OPTION(summary, 1, summaries),
	OPTION(sic, 1, interruption_modes),
	OPTION(mask, ANY, NULL),
	OPTION(fmb, 1, switches),
	OPTION(errors, 0, switches),
	OPTION(cycle, 0, NULL),
	OPTION(reset, 0, NULL),
	OPTION(hotplug, 1, switches),
	OPTION(publish, 50, NULL),
	OPTION(cpus, 1, NULL),
	OPTION(gate, GATE_NONE, gates),
	OPTION(gateafter, 20, NULL),
	OPTION(gatefor, 0, NULL),
	OPTION(fault, FAULT_NONE, faults),
	OPTION(faultafter, 20, NULL),
	OPTION(recover, 0, NULL),
	OPTION(target, ANY, NULL),
	OPTION(forget, ANY, NULL),
	OPTION(shorten, ANY, NULL),
	OPTION(designate, ANY, NULL),
	OPTION(direct, ANY, NULL),
	OPTION(unrefreshed, ANY, NULL),
	OPTION(astray, ANY, NULL),
	OPTION(confuse, ANY, NULL),
	OPTION(unmark, ANY, NULL),
	OPTION(deconfigure, ANY, NULL),
	OPTION(neglect, ANY, NULL),
};

struct options options;

static u64 *value_of(const struct option *option)
{
	return (u64 *)((char *)&options + option->offset);
}

/* Does [from, to) say exactly this word? */
static bool same(const char *from, const char *to, const char *word)
{
	while (from < to && *word && *from == *word) {
		from++;
		word++;
	}
	return from == to && !*word;
}

/* One digit, or 16 and more for anything else. */
static u32 digit(char c)
{
	if (c >= '0' && c <= '9')
		return (u32)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (u32)(c - 'a') + 10;
	if (c >= 'A' && c <= 'F')
		return (u32)(c - 'A') + 10;
	return 99;
}

/* A number, decimal or with 0x; false if [from, to) is none. */
static bool parse_number(const char *from, const char *to, u64 *value)
{
	u32 base = 10;
	u64 sum = 0;

	if (to - from > 2 && from[0] == '0' && from[1] == 'x') {
		base = 16;
		from += 2;
	}
	if (from == to || to - from > 16)
		return false;
	for (; from < to; from++) {
		if (digit(*from) >= base)
			return false;
		sum = sum * base + digit(*from);
	}
	*value = sum;
	return true;
}

static bool parse_value(const struct option *option, const char *from, const char *to)
{
	if (!option->words)
		return parse_number(from, to, value_of(option));
	for (u64 i = 0; option->words[i]; i++) {
		if (same(from, to, option->words[i])) {
			*value_of(option) = i;
			return true;
		}
	}
	return false;
}

/* One word of the command line; false if it is no option of ours or its value makes no sense. */
static bool parse_word(const char *from, const char *to)
{
	const char *equals = from;

	while (equals < to && *equals != '=')
		equals++;
	if (equals == to)
		return false;
	for (size_t i = 0; i < LENGTH(table); i++)
		if (same(from, equals, table[i].name))
			return parse_value(&table[i], equals + 1, to);
	return false;
}

/* Keep what indexes arrays or divides within what the program can do. */
static void limit(void)
{
	if (options.isc > 7)
		options.isc = 2;
	if (options.aibvo > 63)
		options.aibvo = 0;
	if (options.pool < 1)
		options.pool = 1;
	if (options.rate > 1000000)
		options.rate = 1000000;
	if (options.mappings > 16UL << 20)
		options.mappings = 16UL << 20;
	if (options.large > 1024)
		options.large = 1024;
	if (options.window == 1)
		options.window = 2;
	if (options.window > 2048)
		options.window = 2048;
	if (options.holes == 1 || options.stale == 1)
		options.mappings = 0;
}

/* Set every option, from the line or its default; words that are not understood are counted in the report. */
void options_parse(const char *line)
{
	const char *from = line;

	for (size_t i = 0; i < LENGTH(table); i++)
		*value_of(&table[i]) = table[i].standard;
	for (size_t i = 0; line[i] && i < sizeof(report.command_line) - 1; i++)
		report.command_line[i] = line[i];
	while (*from) {
		const char *to = from;

		while (*to && *to != ' ')
			to++;
		if (to > from && !parse_word(from, to))
			report.unknown_options++;
		from = *to ? to + 1 : to;
	}
	limit();
	report.rate = (u32)options.rate;
	report.pcilg = (u32)options.pcilg;
}
