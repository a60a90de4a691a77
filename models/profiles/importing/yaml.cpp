// The only place that speaks to yaml-cpp, which throws.
#include "profiles/importing/draft.h"
#include <QCoreApplication>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace profiles::importing {

namespace {
constexpr qsizetype largest = 2 * 1024 * 1024;
constexpr int deepest = 60;
constexpr qsizetype mostEntries = 50'000;

struct TooMuch { };

/// Events instead of nodes: an alias is a copy of entries here, and those are counted.
class Flatten final : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark &) override
    {
        m_stack.clear();
        m_anchors.clear();
        entries.clear();
    }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        scalar(mark, anchor, {});
    }
    void OnScalar(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        scalar(mark, anchor, QString::fromUtf8(value.data(), qsizetype(value.size())));
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        if (!m_stack.isEmpty() && m_stack.last().wantsKey()) {
            m_stack.last().key = QStringLiteral("*");
            m_stack.last().hasKey = true;
            return;
        }
        QString path = nextPath();
        // "<<: *defaults" puts the members of the other map here.
        if (path == QLatin1String("<<") || path.endsWith(QLatin1String("/<<")))
            path.chop(path.size() > 2 ? 3 : 2);
        const auto [base, from, to] = m_anchors.value(anchor);
        for (qsizetype i = from; i < to; ++i) {
            const QString below = entries[i].name.mid(base.size());
            QString name = path + below;
            if (name.startsWith(u'/'))
                name.remove(0, 1);
            add({ name, entries[i].value, mark.line + 1 });
        }
    }
    void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(anchor, true);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(anchor, false);
    }
    void OnMapEnd() override { close(); }

    QList<Entry> entries;

private:
    struct Level {
        QString path;
        bool list = false;
        int index = 0;
        QString key;
        bool hasKey = false;
        YAML::anchor_t anchor = 0;
        qsizetype first = 0;
        [[nodiscard]] bool wantsKey() const { return !list && !hasKey; }
    };
    struct Anchored {
        QString base;
        qsizetype from = 0;
        qsizetype to = 0;
    };

    void add(const Entry &entry)
    {
        if (entries.size() >= mostEntries || !m_budget.takes(entry.name))
            throw TooMuch();
        entries += entry;
    }
    QString nextPath()
    {
        if (m_stack.isEmpty())
            return {};
        Level &level = m_stack.last();
        const QString name = level.list ? QString::number(level.index++) : level.key;
        level.hasKey = false;
        if (level.path.size() > 2000)
            throw TooMuch();
        return level.path.isEmpty() ? name : level.path + u'/' + name;
    }
    void scalar(const YAML::Mark &mark, YAML::anchor_t anchor, const QString &value)
    {
        if (!m_stack.isEmpty() && m_stack.last().wantsKey()) {
            m_stack.last().key = QString(value).replace(u'/', u'|').left(200);
            m_stack.last().hasKey = true;
            return;
        }
        const QString path = nextPath();
        add({ path, value, mark.line + 1 });
        if (anchor)
            m_anchors.insert(anchor, { path, entries.size() - 1, entries.size() });
    }
    void open(YAML::anchor_t anchor, bool list)
    {
        if (m_stack.size() >= deepest)
            throw TooMuch();
        Level level;
        if (!m_stack.isEmpty() && m_stack.last().wantsKey()) { // a map as a key
            m_stack.last().key = QStringLiteral("?");
            m_stack.last().hasKey = true;
            level.path = m_stack.last().path + QStringLiteral("/?");
            level.key = QStringLiteral("?");
        } else {
            level.path = nextPath();
        }
        level.list = list;
        level.anchor = anchor;
        level.first = entries.size();
        m_stack += level;
    }
    void close()
    {
        const Level level = m_stack.takeLast();
        if (level.first == entries.size() && !level.path.isEmpty())
            add({ level.path + u'/', {}, 0 });
        if (level.anchor)
            m_anchors.insert(level.anchor, { level.path, level.first, entries.size() });
    }

    EntryBudget m_budget; // of all documents
    QList<Level> m_stack;
    QHash<YAML::anchor_t, Anchored> m_anchors;
};

tl::unexpected<base::Error> tooMuch()
{
    return base::fail(
        base::Error::Kind::Invalid,
        QCoreApplication::translate("profiles",
                                    "This YAML is too large or nested too deeply to be settings "
                                    "of a connection."));
}

/// Brackets that are never closed cost yaml-cpp more than they are worth.
bool nestsTooDeep(const QString &text)
{
    int open = 0;
    for (const QChar c : text) {
        open += c == u'[' || c == u'{' ? 1 : c == u']' || c == u'}' ? -1 : 0;
        open = qMax(open, 0);
        if (open > deepest)
            return true;
    }
    return false;
}
} // namespace

base::Result<QList<QList<Entry>>> readYaml(const QString &text)
{
    if (text.size() > largest || nestsTooDeep(text))
        return tooMuch();
    QList<QList<Entry>> documents;
    try {
        const QByteArray utf8 = text.toUtf8();
        std::istringstream stream(std::string(utf8.constData(), std::size_t(utf8.size())));
        YAML::Parser parser(stream);
        Flatten flatten;
        while (documents.size() < 200 && parser.HandleNextDocument(flatten))
            documents += flatten.entries;
    } catch (const TooMuch &) {
        return tooMuch();
    } catch (const YAML::Exception &e) {
        return base::fail(
            base::Error::Kind::Invalid,
            QCoreApplication::translate("profiles", "Line %1 of this YAML cannot be read.")
                .arg(e.mark.line + 1));
    } catch (const std::exception &) {
        return tooMuch();
    }
    return documents;
}

} // namespace profiles::importing
