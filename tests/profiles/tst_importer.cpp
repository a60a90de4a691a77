// What people paste, and what must come of it; each row is checked against a line that says all
// that was understood.
#include "imports.h"
#include "profiles/exchange.h"
#include <QTest>

using profiles::Candidate;
using profiles::Found;
using profiles::Profile;

class TestImporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void address_isRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("localhost", "localhost:6379");
        row("cache.example:6380", "cache.example:6380");
        row("[::1]:7000", "[::1]:7000");
        row("::1", "[::1]:6379");
        row("/run/redis.sock", "/run/redis.sock");
        row("redis://", "127.0.0.1:6379");
        row("redis://h", "h:6379");
        row("redis://:p%40ss@h:6380/2", "h:6380 db=2 pw=p@ss");
        row("redis://u:p%3A%2Fw@h/3", "h:6379 db=3 user=u pw=p:/w");
        row("redis://default:pw@h", "h:6379 pw=pw");
        row("redis://u:p/w?x#y@h:1/4", "h:1 db=4 user=u pw=p/w?x#y");
        row("rediss://h:6380?db=5", "h:6380 db=5 tls");
        row("rediss://h?ssl_cert_reqs=none&ssl_ca_certs=/ca.pem",
            "h:6379 tls unverified ca=/ca.pem");
        row("rediss://h?ssl_cert_reqs=CERT_REQUIRED&protocol=3&family=6", "h:6379 tls");
        row("redis://h?tls=true", "h:6379 tls");
        row("valkeys://[2001:db8::1]:6390", "[2001:db8::1]:6390 tls");
        row("redis+unix:///run/a%20b.sock?db=2", "/run/a b.sock db=2");
        row("unix:/run/r.sock", "/run/r.sock");
        row("unix://u:pw@/run/r.sock?db=1", "/run/r.sock db=1 user=u pw=pw");
        row("redis-sentinel://pw@h1:26379,h2:26380/2?sentinelMasterId=mymaster",
            "h1:26379 db=2 pw=pw seeds=h1:26379,h2:26380 sentinel=mymaster");
        row("redis-sentinel://u:pw@h1,h2/0#prime",
            "h1:26379 user=u pw=pw seeds=h1:26379,h2:26379 sentinel=prime");
        row("redis+sentinel://h1:26379/mymaster/1",
            "h1:26379 db=1 seeds=h1:26379 sentinel=mymaster");
        row("redis://n1:7000,n2:7001", "n1:7000 cluster seeds=n2:7001");
        row("redis://n1:7000,redis://n2:7001", "n1:7000 cluster seeds=n2:7001");
        row("n1:7000,n2:7001", "n1:7000 cluster seeds=n2:7001");
        row("a.example:1\nb.example:2", "a.example:1 | b.example:2");
        row("\xEF\xBB\xBFredis://h:1\r\n", "h:1");
        row("redis://h:99999", "error");
        row("http://h:1", "error");
        row("[::1", "error");
        row("not an address", "error");
        row("", "error");
        row("   \n ", "error");
    }
    void address_isRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(profiles::readImport(text)), expected);
    }

    void commands_areRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("redis-cli", "127.0.0.1:6379");
        row("$ redis-cli -h h -p 6380 -a 'p w' -n 3 --tls --cacert /ca.pem --cert c.pem --key "
            "k.pem "
            "--sni s.example",
            "h:6380 db=3 pw=p w tls ca=/ca.pem cert=c.pem key=k.pem sni=s.example");
        row("valkey-cli -u rediss://u:pw@h:1/2 --insecure", "h:1 db=2 user=u pw=pw tls unverified");
        row("REDISCLI_AUTH=secret /usr/bin/redis-cli -h h -c -3 GET x", "h:6379 pw=secret cluster");
        row("sudo docker exec -it c redis-cli -s /run/r.sock", "/run/r.sock");
        row("redis-cli -h h \\\n  -p 6390 \\\n  --user u --pass p", "h:6390 user=u pw=p");
        row("ssh -i key.pem -N -L 6379:endpoint.example:6380 ec2-user@bastion -J j1,u@j2:2200 -p "
            "2222",
            "endpoint.example:6380 ssh=@j1:22 >u@j2:2200 >ec2-user@bastion:2222 key.pem "
            "openssh by key-file");
        row("ssh -NL 6390:e.example:6379 u@b\nredis-cli -h 127.0.0.1 -p 6390 -a pw --tls",
            "e.example:6379 pw=pw tls ssh=u@b:22");
        row("aws ssm start-session --target i-0ab --document-name "
            "AWS-StartPortForwardingSessionToRemoteHost --parameters "
            "host=\"e.example\",portNumber=\"6379\",localPortNumber=\"6390\" --region eu-west-1 "
            "--profile dev",
            "e.example:6379 region=eu-west-1 aws=dev ssm=i-0ab");
        row("aws ssm start-session --target i-0ab --parameters "
            "'{\"host\":[\"e.example\"],\"portNumber\":[\"6380\"],\"localPortNumber\":[\"7000\"]}'"
            "\n"
            "redis-cli -p 7000 -n 4",
            "e.example:6380 db=4 ssm=i-0ab");
        row("docker run -e REDIS_HOST=h -e REDIS_PORT=6381 -e OTHER=x image", "h:6381");
    }
    void commands_areRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(profiles::readImport(text)), expected);
    }

    void settings_areRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("REDIS_ENDPOINT=h:6380", "h:6380");
        row("export REDIS_HOST=\"h\"\nexport REDIS_PORT=6381 # the port\nREDIS_PWD='p#w'\n"
            "REDIS_USERNAME=u\nREDIS_DB=2\nREDIS_TLS=true\nAWS_REGION=eu-west-1\nAWS_PROFILE=dev",
            "h:6381 db=2 user=u pw=p#w tls region=eu-west-1 aws=dev");
        row("CACHE_REDIS_HOST=a\nQUEUE_REDIS_HOST=b\nQUEUE_REDIS_PORT=1", "a:6379 | b:1");
        row("REDIS_CACHE_HOST=a\nREDIS_CACHE_PASSWORD=x", "a:6379 pw=x");
        row("REDIS_URL=redis://h:1\nREDIS_PASSWORD=x", "h:1 pw=x");
        row("CELERY_BROKER_URL=redis://h:1/3\nCELERY_RESULT_BACKEND=amqp://other", "h:1 db=3");
        row("HOST=h.example\nREDIS_URL=redis://${HOST}:${PORT:6390}", "h.example:6390");
        row("SPRING_DATA_REDIS_HOST=h\nSPRING_DATA_REDIS_SSL_ENABLED=true\n"
            "SPRING_DATA_REDIS_USERNAME=u\nSPRING_DATA_REDIS_PASSWORD=p",
            "h:6379 user=u pw=p tls");
        row("spring.data.redis.host=h\nspring.data.redis.port=6380\n"
            "spring.data.redis.connect-timeout=2s\nspring.data.redis.ssl.bundle=mine",
            "h:6380 tls");
        row("spring.redis.cluster.nodes=a:1,b:2\nspring.redis.password=pw",
            "a:1 pw=pw cluster seeds=b:2");
        row("spring.redis.sentinel.master=m\nspring.redis.sentinel.nodes=a:1,b:2\n"
            "spring.redis.sentinel.password=sp\nspring.redis.password=pw",
            "a:1 pw=pw seeds=a:1,b:2 sentinel=m sentinelpw=sp");
        row("spring:\n  data:\n    redis:\n      host: ${REDIS_HOST:h.example}\n      port: 6380\n"
            "      username: u\n      password: \"p: w\"\n      database: 3\n      ssl:\n"
            "        enabled: true\n",
            "h.example:6380 db=3 user=u pw=p: w tls");
        row("spring:\n  redis:\n    cluster:\n      nodes:\n        - a:1\n        - b:2\n",
            "a:1 cluster seeds=b:2");
        row("REDIS_PASSWORD=pw\nspring:\n  data:\n    redis:\n      host: h\n"
            "      password: ${REDIS_PASSWORD}\n",
            "h:6379 pw=pw");
        row("spring:\n  data:\n    redis:\n      host: h\n---\nspring:\n  config:\n    activate:\n"
            "      on-profile: prod\n  data:\n    redis:\n      host: p\n      ssl:\n"
            "        enabled: true\n",
            "h:6379 | p:6379 tls readonly");
        row("services:\n  web:\n    environment:\n      REDIS_HOST: a\n      REDIS_PORT: \"6380\"\n"
            "  worker:\n    environment:\n      - REDIS_URL=redis://b:1\n      - DEBUG=1\n",
            "a:6380 | b:1");
        row("x-env: &env\n  REDIS_HOST: a\nservices:\n  web:\n    environment:\n      <<: *env\n"
            "      REDIS_PORT: 6380\n",
            "a:6379 | a:6380");
        row("{\"containerDefinitions\":[{\"environment\":[{\"name\":\"REDIS_HOST\",\"value\":\"a\"}"
            ","
            "{\"name\":\"REDIS_PORT\",\"value\":\"1\"}],\"secrets\":[{\"name\":\"REDIS_PASSWORD\","
            "\"valueFrom\":\"arn:x\"}]}]}",
            "a:1");
    }
    void settings_areRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(profiles::readImport(text)), expected);
    }

    void code_isRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(expected);
        };
        row("const r = new Redis({host:'x', port: 6380, tls:{}, password: \"p\\u0040w\",});",
            "x:6380 pw=p@w tls");
        row("new Redis(6380, 'x', { db: 2 })", "x:6380 db=2");
        row("new IORedis('rediss://h:1', { maxRetriesPerRequest: null })", "h:1 tls");
        row("new Queue('q', { connection: { host: 'x', // here\n port: 1, tls: { servername: "
            "'s.example',"
            " rejectUnauthorized: false } } })",
            "x:1 tls unverified sni=s.example");
        row("new Redis.Cluster([{host:'a',port:1},{host:'b',port:2}], { redisOptions: { password: "
            "'p',"
            " tls: {} } })",
            "a:1 pw=p tls cluster seeds=b:2");
        row("new Redis({ sentinels: [{host:'a',port:1},'b:2'], name: 'mymaster', password: 'p',"
            " sentinelPassword: 's' })",
            "a:1 pw=p seeds=a:1,b:2 sentinel=mymaster sentinelpw=s");
        row("createClient({ url: 'redis://h:1', socket: { tls: true, connectTimeout: 3000 } })",
            "h:1 tls");
        row("createCluster({ rootNodes: [{ url: 'rediss://a:1' }, { url: 'rediss://b:2' }],"
            " defaults: { username: 'u', password: 'p' } })",
            "a:1 user=u pw=p tls cluster seeds=b:2");
        row("{ host: 'x', port: 7 }", "x:7");
        row("{\"host\": \"x\", \"port\": 7}", "x:7");
        row("r = redis.Redis(host=\"x\", port=6380, db=1, ssl=True, ssl_cert_reqs=None, "
            "password='p')",
            "x:6380 db=1 pw=p tls");
        row("s = Sentinel([('a', 26379), ('b', 26380)], socket_timeout=0.5)",
            "a:26379 seeds=a:26379,b:26380");
    }
    void code_isRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(profiles::readImport(text)), expected);
    }

    void openVariables_areAskedForAndThenUsed()
    {
        const QByteArray text = "new Redis({ host: process.env.CACHE_HOST, port: "
                                "Number(process.env.CACHE_PORT || 6390), password: "
                                "process.env['CACHE_PW'] })";
        const auto first = profiles::readImport(text);
        QVERIFY(first.has_value());
        QCOMPARE(first->variables,
                 QStringList({ QStringLiteral("CACHE_HOST"), QStringLiteral("CACHE_PW") }));
        QCOMPARE(foundOf(*first, Found::Kind::Missing).size(), 2);
        const auto second =
            profiles::readImport(text,
                                 { { QStringLiteral("CACHE_HOST"), QStringLiteral("h") },
                                   { QStringLiteral("CACHE_PW"), QStringLiteral("s3cret") } });
        QVERIFY(second.has_value());
        QVERIFY(second->variables.isEmpty());
        QCOMPARE(summary(second), QStringLiteral("h:6390 pw=s3cret"));
    }

    void peersFiles_areReadWhole_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("expected");
        const QByteArray insight = quotes(
            "[{'id':'1','host':'h','port':6380,'name':'Orders','db':2,'username':'u','password':'p'"
            ","
            "'connectionType':'STANDALONE','provider':'X','lastConnection':null,'tls':true,"
            "'verifyServerCert':false,'tlsServername':'s.example','caCert':{'id':'2','name':'ca',"
            "'certificate':'-----BEGIN "
            "CERTIFICATE-----'},'clientCert':null,'ssh':true,'sshOptions':"
            "{'host':'b','port':22,'username':'su','password':null,'privateKey':null},"
            "'modules':[{'name':'search','version':1}]},"
            "{'host':'s','port':26379,'name':'S','username':null,'password':'spw',"
            "'connectionType':'SENTINEL','sentinelMaster':{'name':'mymaster','username':'mu',"
            "'password':'mpw'},'tls':false,'verifyServerCert':null},"
            "{'host':'c','port':1,'name':'C','connectionType':'CLUSTER','nodes':[{'host':'c','port'"
            ":1},"
            "{'host':'d','port':2}],'tls':null}]");
        QTest::newRow("Redis Insight")
            << insight << QStringLiteral("Redis Insight")
            << QStringLiteral("h:6380 db=2 user=u pw=p tls unverified sni=s.example ssh=su@b:22 | "
                              "s:26379 user=mu pw=mpw sentinel=mymaster sentinelpw=spw | "
                              "c:1 cluster seeds=c:1,d:2");
        QTest::newRow("RESP.app") << quotes(
            "[{'auth':'p','host':'h','keys_pattern':'*','lua_keys_loading':false,'name':'A',"
            "'namespace_separator':'/','port':6380,'ssh_host':'b','ssh_password':'',"
            "'ssh_port':2222,'ssh_private_key_path':'/id','ssh_user':'su','ssl':true,"
            "'ssl_ca_cert_path':'/ca','ssl_local_cert_path':'/c','ssl_private_key_path':'/k',"
            "'timeout_connect':60000,'timeout_execute':60000,'username':'u'},"
            "{'type':'group','name':'G','connections':[{'host':'i','port':1,'name':'B',"
            "'ssh_port':22,'namespace_separator':':'}]}]")
                                  << QStringLiteral("RESP.app")
                                  << QStringLiteral("h:6380 user=u pw=p tls ca=/ca cert=/c key=/k "
                                                    "ssh=su@b:2222 /id by key-file | "
                                                    "i:1 group=G");
        QTest::newRow("RDM XML") << quotes(
            "<?xml version='1.0'?>\n<connections>\n<connection name='A' host='h' port='6380' "
            "auth='p' sshHost='b' sshUser='su' sshPort='22' namespaceSeparator=':' "
            "connectionTimeout='5000'/>\n</connections>")
                                 << QStringLiteral("RESP.app")
                                 << QStringLiteral("h:6380 pw=p ssh=su@b:22");
        QTest::newRow("Another Redis Desktop Manager")
            << quotes(
                   "[{'host':'h','port':6380,'auth':'p','username':'u','name':'A','separator':':',"
                   "'cluster':false,'connectionReadOnly':true,'sshOptions':{'host':'b','port':22,"
                   "'username':'su','password':'','privatekey':'/id','timeout':30},'sslOptions':"
                   "{'key':'/k','cert':'/c','ca':'/"
                   "ca','servername':'s.example'},'key':'x','order':1},"
                   "{'host':'s','port':26379,'auth':'spw','username':'','name':'S','cluster':false,"
                   "'sentinelOptions':{'masterName':'m','nodePassword':'np'}},"
                   "{'host':'c','port':1,'auth':'','name':'C','cluster':true}]")
                   .toBase64()
            << QStringLiteral("Another Redis Desktop Manager")
            << QStringLiteral("h:6380 user=u pw=p tls ca=/ca cert=/c key=/k sni=s.example "
                              "ssh=su@b:22 /id by key-file readonly | "
                              "s:26379 pw=np sentinel=m sentinelpw=spw | c:1 cluster");
        QTest::newRow("Tiny RDM")
            << QByteArray(
                   "- name: A\n  addr: h\n  port: 6380\n  username: u\n  password: p\n"
                   "  default_filter: '*'\n  key_separator: ':'\n  conn_timeout: 60\n"
                   "  mark_color: '#ff0000'\n  ssl:\n    enable: true\n    keyFile: /k\n"
                   "    certFile: /c\n    caFile: /ca\n    allowInsecure: true\n    sni: "
                   "s.example\n"
                   "  ssh:\n    enable: true\n    addr: b\n    port: 22\n    login_type: pkfile\n"
                   "    username: su\n    pk_file: /id\n  type: ''\n"
                   "- name: G\n  type: group\n  connections:\n    - name: S\n      addr: s\n"
                   "      port: 26379\n      password: spw\n      sentinel:\n        enable: true\n"
                   "        master: m\n        password: mp\n      ssh:\n        addr: off\n"
                   "        port: 22\n        login_type: pwd\n    - name: C\n      addr: c\n"
                   "      port: 1\n      cluster:\n        enable: true\n")
            << QStringLiteral("Tiny RDM")
            << QStringLiteral(
                   "h:6380 user=u pw=p tls unverified ca=/ca cert=/c key=/k sni=s.example "
                   "ssh=su@b:22 /id by key-file | "
                   "s:26379 pw=mp sentinel=m sentinelpw=spw group=G | c:1 cluster group=G");
    }
    void zippedExport_isReadThroughItsZip()
    {
        // One deflated entry, its sizes behind it, as a program writes that does not know them
        // before.
        const QByteArray zip = QByteArray::fromBase64(
            "UEsDBBQACAAIAIV6dV0AAAAAAAAAAAAAAAAQAAAAY29ubmVjdGlvbnMueWFtbB2MQQrDMAwE73mF8LFQ"
            "KARK0a0vMSJWaIhtGVmh5PexctsZhn1CpcII3wmAUlKE31hN1BDe8+flQL3/RRNCG5R4pSNbXLdsPPLw"
            "CMPufMbOjZRMXKLLRWqNthWWw9/8q5DucZF8R2G6AFBLBwgWWy8baQAAAH4AAABQSwECFAMUAAgACACF"
            "enVdFlsvG2kAAAB+AAAAEAAAAAAAAAAAAAAAgAEAAAAAY29ubmVjdGlvbnMueWFtbFBLBQYAAAAAAQAB"
            "AD4AAACnAAAAAAA=");
        const auto import = profiles::readImport(zip);
        QVERIFY(import);
        QCOMPARE(import->candidates.size(), 1);
        QCOMPARE(import->candidates.first().profile.port, quint16(6380));
        QCOMPARE(import->candidates.first().secrets.password.reveal(), QByteArray("p"));
        for (qsizetype size = 4; size < zip.size(); ++size)
            QVERIFY(!profiles::readImport(zip.first(size)));
        for (qsizetype at = 4; at < zip.size(); ++at) {
            QByteArray damaged = zip;
            damaged[at] = char(~damaged[at]);
            (void)profiles::readImport(damaged); // any answer but a crash
        }
    }

    void peersFiles_areReadWhole()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, format);
        QFETCH(QString, expected);
        const auto import = profiles::readImport(text);
        QCOMPARE(summary(import), expected);
        QCOMPARE(import->format, format);
        QVERIFY(!import->candidates.first().profile.name.isEmpty());
    }

    void inlineCertificates_areSaidNotToBeTaken()
    {
        const auto import = profiles::readImport(
            quotes("[{'host':'h','port':1,'name':'A','connectionType':'STANDALONE','tls':true,"
                   "'caCert':{'name':'ca','certificate':'-----BEGIN CERTIFICATE-----\\nMIIB'}}]"));
        QVERIFY(import.has_value());
        const auto marked = foundOf(*import, Found::Kind::NotUnderstood);
        QCOMPARE(marked.size(), 1);
        QVERIFY(!marked.first().value.contains(QLatin1String("BEGIN")));
        QVERIFY(!marked.first().source.contains(QLatin1String("MIIB")));
    }

    void ownExport_isReadSealedAndUnsealed()
    {
        profiles::Exchanged one;
        one.profile.name = QStringLiteral("orders");
        one.profile.host = QStringLiteral("h");
        one.secrets.password = base::Secret("s3cret");
        const base::Secret word("word");
        const auto sealed = profiles::exportProfiles({ one }, word);
        QVERIFY(sealed.has_value());
        const auto closed = profiles::readImport(*sealed);
        QVERIFY(closed.has_value());
        QVERIFY(closed->needsPassword && closed->candidates.isEmpty());
        const auto opened = profiles::readImport(*sealed, {}, word);
        QCOMPARE(summary(opened), QStringLiteral("h:6379 pw=s3cret"));
        QVERIFY(!profiles::readImport(*sealed, {}, base::Secret("wrong")));
        const auto plain = profiles::exportProfiles({ one });
        QCOMPARE(summary(profiles::readImport(*plain)), QStringLiteral("h:6379"));
    }

    void eachField_hasItsLine()
    {
        const auto import = profiles::readImport(
            "# settings\nREDIS_HOST=h.example\n\nREDIS_PWD=abc-s3cret\nREDIS_X=1\n");
        QVERIFY(import.has_value());
        const auto stated = foundOf(*import, Found::Kind::Stated);
        QCOMPARE(stated.size(), 2);
        QCOMPARE(stated[0].line, 2);
        QCOMPARE(stated[0].source, QStringLiteral("REDIS_HOST=h.example"));
        QCOMPARE(stated[1].line, 4);
        QVERIFY(!stated[1].source.contains(QLatin1String("s3cret")));
        const auto marked = foundOf(*import, Found::Kind::NotUnderstood);
        QCOMPARE(marked.size(), 1);
        QCOMPARE(marked[0].line, 5);
    }

    void elastiCacheNames_areGuessed_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *host, const char *expected) {
            QTest::newRow(host) << QString::fromLatin1(host) << QString::fromLatin1(expected);
        };
        row("quicktable-cache.abcdef.ng.0001.apne2.cache.amazonaws.com",
            "region=ap-northeast-2 cache=quicktable-cache");
        row("master.orders-prod.abcdef.use1.cache.amazonaws.com",
            "tls readonly region=us-east-1 cache=orders-prod env=3");
        row("replica.orders-stg.abcdef.apse1.cache.amazonaws.com",
            "tls readonly region=ap-southeast-1 cache=orders-stg env=2");
        row("orders-ro.abcdef.ng.0001.euw1.cache.amazonaws.com",
            "readonly region=eu-west-1 cache=orders");
        row("clustercfg.dev-x.abcdef.usgw1.cache.amazonaws.com",
            "tls cluster region=us-gov-west-1 cache=dev-x env=1");
        row("x.abcdef.clustercfg.cnn1.cache.amazonaws.com.cn", "cluster region=cn-north-1 cache=x");
        row("shop-abc123.serverless.use1.cache.amazonaws.com",
            "tls cluster region=us-east-1 cache=shop serverless");
        row("shop-abc123.public.serverless.use1.cache.amazonaws.com",
            "tls cluster region=us-east-1 cache=shop serverless iam");
        row("prod.example.com", "");
        row("localhost", "");
        row(".cache.amazonaws.com", "");
    }
    void elastiCacheNames_areGuessed()
    {
        QFETCH(QString, host);
        QFETCH(QString, expected);
        Profile p;
        p.host = host;
        const Profile before = p;
        const auto found = profiles::guessFromElastiCacheName(p);
        QStringList out;
        if (p.tls.enabled)
            out += QStringLiteral("tls");
        if (p.topology == profiles::Topology::Cluster)
            out += QStringLiteral("cluster");
        if (p.readOnly)
            out += QStringLiteral("readonly");
        if (!p.iam.region.isEmpty())
            out += QStringLiteral("region=") + p.iam.region;
        if (!p.iam.cacheName.isEmpty())
            out += QStringLiteral("cache=") + p.iam.cacheName;
        if (p.environment != profiles::Environment::Local)
            out += QStringLiteral("env=%1").arg(int(p.environment));
        if (p.iam.serverless)
            out += QStringLiteral("serverless");
        if (p.authentication == profiles::Authentication::Iam)
            out += QStringLiteral("iam");
        QCOMPARE(out.join(u' '), expected);
        QCOMPARE(found.isEmpty(), p == before);
        for (const Found &each : found)
            QCOMPARE(each.kind, Found::Kind::Guessed);
    }

    void statement_winsOverAGuess()
    {
        const auto import = profiles::readImport(
            "REDIS_HOST=x.abcdef.ng.0001.apne2.cache.amazonaws.com\nREDIS_TLS=true\n"
            "AWS_REGION=eu-west-1\n");
        QVERIFY(import.has_value());
        const Profile &p = import->candidates.first().profile;
        QVERIFY(p.tls.enabled);
        QCOMPARE(p.iam.region, QStringLiteral("eu-west-1"));
        QCOMPARE(p.name, QStringLiteral("x"));
    }
};

QTEST_GUILESS_MAIN(TestImporter)
#include "tst_importer.moc"
