#include "keys/glob.h"
#include <QRandomGenerator>
#include <QTest>

using namespace keys;

namespace {

/// util.c's stringmatchlen of Redis, reduced to what the tests need.
bool matches(QByteArrayView p, QByteArrayView s)
{
    while (!p.isEmpty()) {
        switch (p[0]) {
        case '*':
            for (qsizetype i = 0; i <= s.size(); ++i) {
                if (matches(p.sliced(1), s.sliced(i)))
                    return true;
            }
            return false;
        case '?':
            if (s.isEmpty())
                return false;
            break;
        case '[': {
            if (s.isEmpty())
                return false;
            const bool negated = p.size() > 1 && p[1] == '^';
            qsizetype i = negated ? 2 : 1;
            bool in = false;
            for (; i < p.size() && p[i] != ']'; ++i) {
                if (p[i] == '\\' && i + 1 < p.size()) {
                    in |= p[++i] == s[0];
                } else if (i + 2 < p.size() && p[i + 1] == '-') {
                    in |= s[0] >= std::min(p[i], p[i + 2]) && s[0] <= std::max(p[i], p[i + 2]);
                    i += 2;
                } else {
                    in |= p[i] == s[0];
                }
            }
            if (in == negated)
                return false;
            p = p.sliced(std::min(i, p.size() - 1));
            break;
        }
        default:
            if (p[0] == '\\' && p.size() > 1)
                p = p.sliced(1);
            if (s.isEmpty() || s[0] != p[0])
                return false;
        }
        p = p.sliced(1);
        s = s.sliced(1);
    }
    return s.isEmpty();
}

} // namespace

class GlobTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escaped_matchesOnlyItself()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 20000; ++i) {
            QByteArray a;
            QByteArray b;
            for (int n = random.bounded(6); n > 0; --n)
                a += "*?[]^-\\ab"[random.bounded(9)];
            for (int n = random.bounded(6); n > 0; --n)
                b += "*?[]^-\\ab"[random.bounded(9)];
            QVERIFY(matches(globEscape(a), a));
            QCOMPARE(matches(globEscape(a), b), a == b);
        }
        QCOMPARE(globEscape("a[b]*"), QByteArray("a\\[b\\]\\*"));
    }

    void folderWithGlobCharacters_hitsNoOther()
    {
        const QByteArray pattern = globEscape("user*[1]:") + '*';
        QVERIFY(matches(pattern, "user*[1]:x"));
        QVERIFY(!matches(pattern, "user21:x"));
        QVERIFY(!matches(pattern, "userA1:x"));
    }

    void ignoringCase_matchesBothCases()
    {
        QVERIFY(matches(globIgnoringCase("*uSer:[a-c]?"), "xUSeR:bZ"));
        QVERIFY(!matches(globIgnoringCase("user"), "users"));
        QCOMPARE(globIgnoringCase("a\\*[xY]1"), QByteArray("[aA]\\*[xY]1"));
        QVERIFY(matches(globIgnoringCase("\\a"), "A"));
        QCOMPARE(globIgnoringCase("["), QByteArray("["));
        QCOMPARE(globIgnoringCase("[\\"), QByteArray("[\\"));
    }

    void typedText_isReadAsMeant()
    {
        QVERIFY(parseSearch({}, true).what == Search::What::Everything);
        const Search exact = parseSearch(QStringLiteral("=a*b"), true);
        QVERIFY(exact.what == Search::What::Exact);
        QCOMPARE(exact.exact, QByteArray("a*b"));
        const Search plain = parseSearch(QStringLiteral("a]b"), true);
        QCOMPARE(plain.pattern, QByteArray("*a\\]b*"));
        QCOMPARE(plain.plain, QByteArray("a]b"));
        const Search glob = parseSearch(QStringLiteral("user:*"), true);
        QCOMPARE(glob.pattern, QByteArray("user:*"));
        QVERIFY(glob.plain.isEmpty());
        QVERIFY(!isGlob("a\\*b"));
        QCOMPARE(parseSearch(QStringLiteral("ab"), false).pattern, QByteArray("*[aA][bB]*"));
        QVERIFY(parseSearch(QStringLiteral("="), true).what == Search::What::Pattern);
    }
};

QTEST_GUILESS_MAIN(GlobTest)
#include "tst_glob.moc"
