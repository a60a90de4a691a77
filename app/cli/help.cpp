#include "app/cli/help.h"
#include <QCoreApplication>
#include <array>

namespace cli {

namespace {

struct Example {
    const char *title;
    const char *json;
};

// Their files are parsed by the tests.
constexpr std::array formatFiles{
    Example{ QT_TRANSLATE_NOOP("cli", "Direct, with a password from the environment:"),
             R"({
  "name": "orders",
  "host": "cache.example",
  "port": 6379,
  "db": 2,
  "user": "reporting",
  "password": "${CACHE_PASSWORD}",
  "environment": "production"
})" },
    Example{ QT_TRANSLATE_NOOP("cli", "TLS, with a CA and a certificate of the client:"),
             R"({
  "host": "cache.example",
  "port": 6380,
  "tls": {
    "enabled": true,
    "caFile": "ca.pem",
    "certificateFile": "client.pem",
    "keyFile": "client.key",
    "serverName": "cache.example"
  },
  "tlsKeyPassphrase": "${KEY_PASSPHRASE}"
})" },
    Example{ QT_TRANSLATE_NOOP("cli", "A cluster, with addresses that lead elsewhere from here:"),
             R"({
  "host": "node-1.example",
  "topology": "cluster",
  "seeds": ["node-2.example:6379", "node-3.example:6379"],
  "readFromReplicas": true,
  "addressMap": {"10.0.0.11:6379": "localhost:7001"}
})" },
    Example{ QT_TRANSLATE_NOOP("cli", "Sentinels that want a password of their own:"),
             R"({
  "topology": "sentinel",
  "seeds": ["sentinel-1.example:26379", "sentinel-2.example:26379"],
  "sentinel": {"primaryName": "mymaster", "signsIn": true},
  "sentinelPassword": "${SENTINEL_PASSWORD}",
  "password": "${CACHE_PASSWORD}"
})" },
    Example{ QT_TRANSLATE_NOOP("cli", "Through an SSH bastion, with a key in a file:"),
             R"({
  "host": "cache.internal",
  "tunnel": {
    "kind": "ssh",
    "hops": [
      {"host": "bastion.example", "port": 22, "user": "ec2-user",
       "auth": "key-file", "keyFile": "bastion.pem", "keyPassphrase": "${KEY_PASSPHRASE}"}
    ]
  }
})" },
    Example{ QT_TRANSLATE_NOOP("cli",
                               "Through two SSH servers, one after the other; only known host keys "
                               "count:"),
             R"({
  "host": "cache.internal",
  "tunnel": {
    "kind": "ssh",
    "hops": [
      {"host": "bastion.example", "user": "me", "auth": "agent"},
      {"host": "10.0.0.7", "port": 2222, "user": "me", "password": "${INNER_PASSWORD}"}
    ],
    "hostKeys": "known-only"
  }
})" },
    Example{ QT_TRANSLATE_NOOP("cli", "By the ssh program, as ~/.ssh/config says:"),
             R"({
  "host": "cache.internal",
  "tunnel": {"kind": "ssh", "backend": "openssh", "alias": "bastion"}
})" },
    Example{ QT_TRANSLATE_NOOP("cli",
                               "Through AWS Session Manager, with the keys of a profile of "
                               "~/.aws:"),
             R"({
  "host": "master.orders.abc123.apne2.cache.amazonaws.com",
  "tls": {"enabled": true},
  "tunnel": {
    "kind": "ssm",
    "target": "i-0123456789abcdef0",
    "region": "ap-northeast-2",
    "awsProfile": "shop-ro"
  }
})" },
};

QString overview()
{
    return QCoreApplication::translate(
               "cli",
               "Larder, a desktop browser and admin tool for Redis, Valkey and ElastiCache.\n"
               "\n"
               "In a window:\n"
               "  larder                       the saved connections\n"
               "  larder NAME                  open a saved connection\n"
               "  larder ADDRESS               redis://, rediss:// or redis+unix://: asks first\n"
               "  larder --demo                a private server with sample data\n"
               "    --theme light|dark|system  --screenshot DIRECTORY\n"
               "\n"
               "In the terminal, without a display:\n"
               "  larder test PROFILE          climb to the server, step by step, and say what is\n"
               "                               wrong and how to put it right\n"
               "  larder exec PROFILE -- …     run a command, or the lines of standard input\n"
               "  larder tunnel PROFILE        open its tunnel for other programs; also by --ssm\n"
               "  larder profiles              list the saved connections\n"
               "  larder aws list              find caches, and bastions that lead to them\n"
               "  larder import FILE           read connections from what other programs wrote\n"
               "  larder export PROFILE        write a connection as a file\n"
               "  larder help TOPIC            test, exec, tunnel, profiles, aws, import,\n"
               "                               export, formats\n"
               "  larder --version\n"
               "\n"
               "Everywhere: --lang ko|en\n"
               "\n")
        + QCoreApplication::translate(
               "cli",
               "PROFILE is one of:\n"
               "  NAME      a saved connection: its exact name, or the only one that differs in\n"
               "            upper and lower case alone\n"
               "  ADDRESS   redis://user:password@host:port/db, rediss:// with TLS,\n"
               "            redis+unix:///path/to.sock?db=2\n"
               "  @FILE     one connection as JSON (larder help formats); @- is standard input.\n"
               "            A \"passwordCommand\" or \"sshProgram\" in it is run, and what an\n"
               "            \"sshConfig\" names: give only files that you trust\n"
               "\n"
               "A password in an address on the command line can be seen by other users of this\n"
               "machine until the program has overwritten it, and stays in the shell's history.\n"
               "Better: @FILE with \"password\": \"${NAME}\".\n");
}

QString testHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder test PROFILE [--json] [--password-file FILE]\n"
               "\n"
               "Climbs from the name to a usable server over connections of its own and prints\n"
               "each step with its time. Nothing is written to the server. --json prints one\n"
               "report at the end. No secret is in either.\n"
               "\n"
               "Exit status: 0, or the number of the step that failed:\n"
               "  10 AWS sign-in     11 DNS            12 TCP, or the socket\n"
               "  13 tunnel          14 the server's port behind the tunnel\n"
               "  15 TLS             16 sign-in        17 PING          18 capabilities\n"
               "  (10: no AWS keys, or AWS does not know them, their signature or their token)\n"
               "   2 no such profile, or a file that cannot be meant\n"
               " 130 interrupted\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder test orders\n"
                         "  larder test redis://127.0.0.1:6379 --json\n"
                         "  larder test @orders.json --lang ko\n");
}

QString execHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder exec PROFILE [OPTIONS] -- COMMAND ARGUMENT…\n"
               "larder exec PROFILE [OPTIONS] < LINES\n"
               "\n"
               "Runs a command, or each line of standard input, as the console does: the same\n"
               "guard, the same quoting, one conversation (SELECT and MULTI hold from line to\n"
               "line). Blank lines and lines that begin with # are skipped.\n"
               "\n"
               "  --raw                 print as redis-cli --raw; otherwise as redis-cli prints "
               "on\n"
               "                        a terminal, also into a pipe\n"
               "  --json                one JSON value on a line for each reply; bytes that are\n"
               "                        not UTF-8 are {\"base64\": \"…\"}, an error {\"error\": "
               "\"…\"}\n"
               "  --db N                begin in this database\n"
               "  --read-only           refuse everything that is not known to only read\n"
               "  --yes                 run dangerous commands (FLUSHDB, CONFIG SET …)\n"
               "  --keep-going          go on after an error; never inside MULTI\n"
               "  --timeout SECONDS     wait this long for each reply (120)\n"
               "  --password-file FILE  opens a sealed @FILE\n"
               "\n"
               "Exit status:\n"
               "  0 all fine            1 a command was answered with an error\n"
               "  2 usage, no such profile, a line that cannot be meant\n"
               "  3 refused: read-only, or dangerous without --yes; nothing was sent\n"
               "  4 a write went out and its reply never came: done or not, nobody knows\n"
               "  5 no usable reply: too late, too large\n"
               "  10 to 18 could not connect, by the step (larder help test)\n"
               "  130 interrupted\n"
               "With --keep-going, the highest of them.\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder exec orders -- GET order:1042\n"
                         "  larder exec orders --json --db 2 -- HGETALL customer:7\n"
                         "  larder exec redis+unix:///run/redis.sock --raw -- INFO server\n"
                         "  larder exec @orders.json --read-only < lines.txt\n");
}

QString tunnelHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder tunnel PROFILE [--listen 127.0.0.1:PORT | --listen-unix PATH]\n"
               "              [--password-file FILE]\n"
               "larder tunnel --ssm TARGET --to HOST:PORT [--listen … | --listen-unix …]\n"
               "              [--region REGION] [--aws-profile NAME] [--backend built-in|aws-cli]\n"
               "              [--document NAME] [--aws-endpoint URL]\n"
               "\n"
               "Opens the tunnel of a connection for other programs, until Ctrl+C or SIGTERM.\n"
               "The address to connect to comes on standard output, one line, once a first\n"
               "stream has reached the server (by Session Manager: once the session is open);\n"
               "everything else on standard error. What leads through it is not Larder's: no\n"
               "guard, no read-only, and with TLS the other program encrypts and verifies by\n"
               "itself.\n"
               "\n"
               "  --listen 127.0.0.1:PORT  also localhost:PORT or [::1]:PORT; without it a free\n"
               "                           port of 127.0.0.1. Every user of this computer can\n"
               "                           connect to it\n"
               "  --listen-unix PATH       a Unix socket instead, which only you can open\n"
               "  --password-file FILE     opens a sealed @FILE\n"
               "\n"
               "Through AWS Session Manager, without a saved connection:\n"
               "  --ssm TARGET             the bastion: i-…, mi-…, or ecs:cluster_task_runtime\n"
               "  --to HOST:PORT           the server, as the bastion knows it\n"
               "  --region REGION          otherwise AWS_REGION, then the AWS profile's own\n"
               "  --aws-profile NAME       of ~/.aws; otherwise the environment, AWS_PROFILE, or\n"
               "                           \"default\". Keys are never taken from the command "
               "line\n"
               "  --backend aws-cli        by the aws program and its plugin, which listen on a\n"
               "                           port of their own: every user of this computer can\n"
               "                           connect to that as well\n"
               "  --document NAME          instead of AWS-StartPortForwardingSessionToRemoteHost\n"
               "  --aws-endpoint URL       instead of Session Manager's own address: the VPC "
               "endpoint of\n"
               "                           ssm, by https. Other services follow AWS_ENDPOINT_URL\n"
               "A server that refuses ends the other program's connection, not the tunnel. When\n"
               "the other program ends its half of a connection, the whole of it ends.\n"
               "\n"
               "A new host key and missing passwords are asked for where standard input is a\n"
               "terminal. A tunnel that is lost is opened again for the next program.\n"
               "\n"
               "Exit status: 0 ended by a signal; 1 the port or the socket cannot be had;\n"
               "2 usage, no such profile, or one without a tunnel; 10 to 14 the step that failed\n"
               "(larder help test); 130 interrupted before it was open\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder tunnel orders\n"
                         "  larder tunnel orders --listen 127.0.0.1:7000\n"
                         "  larder tunnel @orders.json --listen-unix ~/orders.sock\n"
                         "  larder tunnel --ssm i-0123456789abcdef0 --to cache.internal:6379\n");
}

QString profilesHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder profiles [--json]\n"
               "\n"
               "Lists the saved connections: name, group, environment, address, route, TLS and\n"
               "how they sign in. No secrets.\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder profiles\n"
                         "  larder profiles --json\n");
}

QString awsHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder aws list [--profile P] [--region R] [--endpoint URL] [--json]\n"
               "\n"
               "Lists the ElastiCache caches of a region, and what a Session Manager session can\n"
               "go through: EC2 instances, and ECS tasks (experimental). It only reads. What the\n"
               "account may not read is said on standard error, and the rest is listed.\n"
               "BASTION in the first table is the best one that nothing speaks against.\n"
               "\n"
               "  --profile P     of AWS's shared files; otherwise the environment, AWS_PROFILE\n"
               "                  or \"default\"\n"
               "  --region R      instead of the profile's\n"
               "  --endpoint URL  instead of AWS's own addresses, for every service; but roles "
               "and\n"
               "                  SSO are signed in to where AWS_ENDPOINT_URL says\n"
               "  --json          one object: region, account, identity, caches, bastions,\n"
               "                  denied, errors (calls that failed), and complete: false when\n"
               "                  any was denied or failed. What AWS did not tell is null. Each\n"
               "                  cache names up to 20 bastions that may lead there, the best\n"
               "                  first, with the evidence (online, sameVpc, allowed, agent)\n"
               "\n"
               "Exit status:\n"
               "   0 listed, maybe not all of it       1 a service failed, or may not be asked\n"
               "   2 usage, no such profile, no region\n"
               "  10 AWS sign-in: no keys, or AWS does not know them, their signature or their\n"
               "     token   12 a service could not be reached   130 interrupted\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder aws list\n"
                         "  larder aws list --profile shop-ro --region eu-central-1\n"
                         "  larder aws list --json\n");
}

QString importHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder import FILE|- [--dry-run] [--json] [--yes] [--env]\n"
               "              [--password-file FILE]\n"
               "\n"
               "Reads connections from addresses, redis-cli lines, .env files, Spring's\n"
               "application.yml and .properties, docker environments, ioredis and BullMQ\n"
               "objects, ssm and ssh lines, and the exported files of Redis Insight, RESP.app,\n"
               "Another Redis Desktop Manager, Tiny RDM and Larder. Shows what was found, asks,\n"
               "and saves.\n"
               "\n"
               "  --dry-run             only show what was found, secrets masked\n"
               "  --json                show it as JSON\n"
               "  --yes                 save without asking\n"
               "  --env                 take values for ${NAME} from the environment\n"
               "  --password-file FILE  opens a sealed export\n"
               "\n"
               "Secrets go to the system keychain. Where there is none they go to a vault, whose\n"
               "master password is asked for on the terminal or is the first line of the file\n"
               "that LARDER_MASTER_PASSWORD_FILE names. Where neither can be had, the connection\n"
               "is saved without its secrets and the exit status is 1.\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder import application.yml --dry-run\n"
                         "  larder import - --yes\n");
}

QString exportHelp()
{
    return QCoreApplication::translate(
               "cli",
               "larder export PROFILE [-o FILE] [--with-secrets --password-file FILE]\n"
               "\n"
               "Writes a connection as JSON (larder help formats) to standard output or to a\n"
               "file that only you can read. Without --with-secrets no secret is in it. With it,\n"
               "the whole is sealed with the password in the first line of FILE (Argon2id,\n"
               "XChaCha20-Poly1305).\n"
               "\n"
               "Examples:\n")
        + QStringLiteral("  larder export orders\n"
                         "  larder export orders --with-secrets --password-file key.txt -o "
                         "orders.sealed\n");
}

QString formatsHelp()
{
    QString text = QCoreApplication::translate(
        "cli",
        "An export is {\"larder\": 1, \"profiles\": [{…}, …]}; a sealed one is\n"
        "{\"larder\": 1, \"sealed\": \"…\"}. @FILE may also be one bare profile, as below.\n"
        "\n"
        "A member that is left out has its default; one that is not known is an error.\n"
        "File names are relative to the file. In \"password\", \"tlsKeyPassphrase\",\n"
        "\"sentinelPassword\", \"awsKeys\" and the secrets of a hop ${NAME} is read from the\n"
        "environment ($${ is a plain ${); bytes that are not text are {\"base64\": \"…\"}.\n"
        "\n"
        "  name group colour note  environment: local development staging production\n"
        "  host port db unixSocket\n"
        "  user password  authentication: none password acl-user iam (follows from user\n"
        "    and password)  passwordSource: stored ask command  passwordCommand: [\"…\"]\n"
        "  iam: cacheName region serverless awsProfile\n"
        "  awsKeys: accessKeyId secretAccessKey sessionToken (of iam and of tunnel ssm,\n"
        "    instead of an AWS profile's)\n"
        "  tls: enabled verify caFile certificateFile keyFile serverName\n"
        "  topology: automatic standalone cluster sentinel  seeds: [\"host:port\"]\n"
        "  sentinel: primaryName signsIn user tls  readFromReplicas\n"
        "  addressMap: {\"announced:port\": \"reached:port\"}\n"
        "  tunnel: kind (none ssh ssm)\n"
        "    ssh: hops [{host port user auth keyFile password keyPassphrase privateKey}],\n"
        "      outermost first; auth: automatic agent key-file stored-key password\n"
        "      hostKeys: ask known-only  backend: built-in openssh\n"
        "      openssh alone: alias (instead of hops) sshProgram sshConfig\n"
        "    ssm: target region awsProfile bulkSessions document awsEndpoint\n"
        "      ssmBackend: built-in aws-cli  aws-cli alone: awsProgram\n"
        "  readOnly allowDangerous caution dangerousCommands undoVault defaultTtlSeconds\n"
        "  connectTimeoutMs commandTimeoutMs samplingSeconds scanBudget separators\n"
        "  clientName idleDisconnectMinutes\n");
    for (const Example &example : formatFiles) {
        text += u'\n' + QCoreApplication::translate("cli", example.title) + u'\n'
            + QString::fromUtf8(example.json) + u'\n';
    }
    return text;
}

struct Topic {
    const char *name;
    QString (*text)();
};

constexpr std::array topics{
    Topic{ "test", testHelp },     Topic{ "exec", execHelp },
    Topic{ "tunnel", tunnelHelp }, Topic{ "profiles", profilesHelp },
    Topic{ "aws", awsHelp },       Topic{ "import", importHelp },
    Topic{ "export", exportHelp }, Topic{ "formats", formatsHelp },
};

} // namespace

QString helpText(const QString &topic)
{
    if (topic.isEmpty())
        return overview();
    for (const Topic &one : topics) {
        if (topic == QLatin1String(one.name))
            return one.text();
    }
    return {};
}

QStringList helpTopics()
{
    QStringList names;
    for (const Topic &one : topics)
        names += QLatin1String(one.name);
    return names;
}

QByteArrayList formatExamples()
{
    QByteArrayList files;
    for (const Example &example : formatFiles)
        files += example.json;
    return files;
}

} // namespace cli
