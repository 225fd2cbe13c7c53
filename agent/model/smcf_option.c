/* The names of sendmail's options, their old letters and abbreviations. */
#include "agent/model/smcf_option.h"

#include <string.h>
#include <strings.h>

struct option {
	const char *name;
	char letter;		/* of "Ox", 0 without */
};

/* What `sendmail -bO` of 8.17 prints, and AutoRebuildAliases of 8.11. */
static const struct option options[] = {
	{ "AliasFile", 'A' },
	{ "AliasWait", 'a' },
	{ "AllowBogusHELO", 0 },
	{ "AuthMaxBits", 0 },
	{ "AuthMechanisms", 0 },
	{ "AuthOptions", 0 },
	{ "AuthRealm", 0 },
	{ "AutoRebuildAliases", 'D' },
	{ "BadRcptShutdown", 0 },
	{ "BadRcptShutdownGood", 0 },
	{ "BadRcptThrottle", 0 },
	{ "BlankSub", 'B' },
	{ "CACertFile", 0 },
	{ "CACertPath", 0 },
	{ "CertFingerprintAlgorithm", 0 },
	{ "CheckAliases", 'n' },
	{ "CheckpointInterval", 'C' },
	{ "CipherList", 0 },
	{ "CipherSuites", 0 },
	{ "ClassFactor", 'z' },
	{ "ClientCertFile", 0 },
	{ "ClientKeyFile", 0 },
	{ "ClientPortOptions", 0 },
	{ "ClientSSLOptions", 0 },
	{ "ColonOkInAddr", 0 },
	{ "ConnectionCacheSize", 'k' },
	{ "ConnectionCacheTimeout", 'K' },
	{ "ConnectionRateThrottle", 0 },
	{ "ConnectionRateWindowSize", 0 },
	{ "ConnectOnlyTo", 0 },
	{ "ControlSocketName", 0 },
	{ "CRLFile", 0 },
	{ "CRLPath", 0 },
	{ "DaemonPortOptions", 'O' },
	{ "DataFileBufferSize", 0 },
	{ "DeadLetterDrop", 0 },
	{ "DefaultAuthInfo", 0 },
	{ "DefaultCharSet", 0 },
	{ "DefaultUser", 'u' },
	{ "DelayLA", 0 },
	{ "DeliverByMin", 0 },
	{ "DeliveryMode", 'd' },
	{ "DHParameters", 0 },
	{ "DialDelay", 0 },
	{ "DirectSubmissionModifiers", 0 },
	{ "DontBlameSendmail", 0 },
	{ "DontExpandCnames", 0 },
	{ "DontInitGroups", 0 },
	{ "DontProbeInterfaces", 0 },
	{ "DontPruneRoutes", 'R' },
	{ "DoubleBounceAddress", 0 },
	{ "EightBitMode", '8' },
	{ "ErrorHeader", 'E' },
	{ "ErrorMode", 'e' },
	{ "FallbackMXhost", 'V' },
	{ "FallbackSmartHost", 0 },
	{ "FastSplit", 0 },
	{ "ForkEachJob", 'Y' },
	{ "ForwardPath", 'J' },
	{ "HeloName", 0 },
	{ "HelpFile", 'H' },
	{ "HoldExpensive", 'c' },
	{ "HostsFile", 0 },
	{ "HostStatusDirectory", 0 },
	{ "IgnoreDots", 'i' },
	{ "InputMailFilters", 0 },
	{ "LDAPDefaultSpec", 0 },
	{ "LogLevel", 'L' },
	{ "MailboxDatabase", 0 },
	{ "MatchGECOS", 'G' },
	{ "MaxAliasRecursion", 0 },
	{ "MaxDaemonChildren", 0 },
	{ "MaxHeadersLength", 0 },
	{ "MaxHopCount", 'h' },
	{ "MaxMessageSize", 0 },
	{ "MaxMimeHeaderLength", 0 },
	{ "MaxNOOPCommands", 0 },
	{ "MaxQueueAge", 0 },
	{ "MaxQueueChildren", 0 },
	{ "MaxQueueRunSize", 0 },
	{ "MaxRecipientsPerMessage", 0 },
	{ "MaxRunnersPerQueue", 0 },
	{ "MeToo", 'm' },
	{ "Milter", 0 },
	{ "MinFreeBlocks", 'b' },
	{ "MinQueueAge", 0 },
	{ "MustQuoteChars", 0 },
	{ "NiceQueueRun", 0 },
	{ "NoRecipientAction", 0 },
	{ "OldStyleHeaders", 'o' },
	{ "OperatorChars", 0 },
	{ "PidFile", 0 },
	{ "PostmasterCopy", 'P' },
	{ "PrivacyOptions", 'p' },
	{ "ProcessTitlePrefix", 0 },
	{ "QueueDirectory", 'Q' },
	{ "QueueFactor", 'q' },
	{ "QueueFileMode", 0 },
	{ "QueueLA", 'x' },
	{ "QueueSortOrder", 0 },
	{ "QueueTimeout", 'T' },
	{ "RandFile", 0 },
	{ "RecipientFactor", 'y' },
	{ "RefuseLA", 'X' },
	{ "RejectLogInterval", 0 },
	{ "RejectNUL", 0 },
	{ "RequiresDirfsync", 0 },
	{ "ResolverOptions", 'I' },
	{ "RetryFactor", 'Z' },
	{ "RrtImpliesDsn", 0 },
	{ "RunAsUser", 0 },
	{ "SafeFileEnvironment", 0 },
	{ "SaveFromLine", 'f' },
	{ "SendMimeErrors", 'j' },
	{ "ServerCertFile", 0 },
	{ "ServerKeyFile", 0 },
	{ "ServerSSLOptions", 0 },
	{ "ServiceSwitchFile", 0 },
	{ "SetCertAltnames", 0 },
	{ "SevenBitInput", '7' },
	{ "SharedMemoryKey", 0 },
	{ "SharedMemoryKeyFile", 0 },
	{ "SingleLineFromHeader", 0 },
	{ "SingleThreadDelivery", 0 },
	{ "SmtpGreetingMessage", 0 },
	{ "SmtpUTF8", 0 },
	{ "SoftBounce", 0 },
	{ "SSLEngine", 0 },
	{ "SSLEnginePath", 0 },
	{ "StatusFile", 'S' },
	{ "StrictTransportSecurity", 0 },
	{ "SuperSafe", 's' },
	{ "TempFileMode", 'F' },
	{ "Timeout", 'r' },
	{ "TimeZoneSpec", 't' },
	{ "TLSFallbacktoClear", 0 },
	{ "TLSSrvOptions", 0 },
	{ "TrustedUser", 0 },
	{ "TryNullMXList", 'w' },
	{ "UnixFromLine", 0 },
	{ "UnsafeGroupWrites", 0 },
	{ "UseCompressedIPv6Addresses", 0 },
	{ "UseErrorsTo", 'l' },
	{ "UseMSP", 0 },
	{ "UserDatabaseSpec", 'U' },
	{ "Verbose", 'v' },
	{ "XscriptFileBufferSize", 0 },
};
#define N_OPTIONS (sizeof(options) / sizeof(options[0]))

const char *
smcf_option_name(const char *name, size_t len)
{
	const char *found = NULL;
	bool several = false;
	size_t i;

	if (len == 0)
		return NULL;
	for (i = 0; i < N_OPTIONS; i++) {
		if (strncasecmp(options[i].name, name, len) != 0)
			continue;
		if (options[i].name[len] == '\0')
			return options[i].name;
		several = found != NULL;
		found = options[i].name;
	}
	return several ? NULL : found;
}

const char *
smcf_option_letter(char letter)
{
	size_t i;

	for (i = 0; letter != 0 && i < N_OPTIONS; i++)
		if (options[i].letter == letter)
			return options[i].name;
	return NULL;
}

bool
smcf_option_split(const char *setting, struct smcf_setting *ret)
{
	const char *equals = strchr(setting, '=');
	const char *end, *dot;
	struct smcf_setting s = { .value = "", .suboption = "" };

	if (equals == NULL)
		equals = setting + strlen(setting);
	else
		for (s.value = equals + 1; *s.value == ' '; s.value++)
			continue;
	for (end = equals; end > setting && end[-1] == ' '; end--)
		continue;
	dot = memchr(setting, '.', (size_t)(end - setting));
	if (dot != NULL) {
		s.suboption = dot + 1;
		s.suboption_len = (size_t)(end - dot - 1);
		end = dot;
	}
	s.name = smcf_option_name(setting, (size_t)(end - setting));
	if (s.name == NULL)
		return false;
	if (strcmp(s.name, "Timeout") != 0 && strcmp(s.name, "Milter") != 0)
		s.suboption_len = 0;
	*ret = s;
	return true;
}

const char *
smcf_option_spell(struct pool *p, const char *setting)
{
	struct smcf_setting s;

	if (!smcf_option_split(setting, &s))
		return pool_strdup(p, setting);
	if (s.suboption_len > 0)
		return pool_printf(p, "%s.%.*s=%s", s.name,
		    (int)s.suboption_len, s.suboption, s.value);
	return pool_printf(p, "%s=%s", s.name, s.value);
}

const char *
smcf_option_last(const struct strv *settings, const char *name)
{
	const char *found = NULL;
	size_t i, len = strlen(name);

	for (i = 0; i < settings->n; i++)
		if (strncmp(settings->v[i], name, len) == 0 &&
		    settings->v[i][len] == '=')
			found = settings->v[i] + len + 1;
	return found;
}

bool
smcf_option_true(const char *value)
{
	return value[0] == '\0' || strchr("tTyY", value[0]) != NULL;
}
