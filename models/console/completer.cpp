#include "console/completer.h"
#include "base/commandtable.h"
#include "base/displaytext.h"
#include "console/splitline.h"

namespace console {

namespace {

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Where the word that ends at `cursor` begins; quotes are honoured.
qsizetype wordStart(const QByteArray &line, qsizetype cursor)
{
    qsizetype start = 0;
    char quote = 0;
    for (qsizetype i = 0; i < cursor; ++i) {
        const char c = line[i];
        if (quote) {
            if (c == '\\')
                ++i;
            else if (c == quote)
                quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (isBlank(c)) {
            start = i + 1;
        }
    }
    return start;
}

/// The typed words, as far as they can be read; a repeat count in front is dropped.
QByteArrayList words(const QByteArray &line)
{
    auto command = splitLine(line);
    // Inside a quote that is still open.
    if (!command)
        command = splitLine(line + '"');
    if (!command)
        command = splitLine(line + '\'');
    if (!command)
        return {};
    bool number = false;
    if (!command->isEmpty())
        (void)command->constFirst().toLongLong(&number);
    if (number)
        command->removeFirst();
    return *command;
}

bool startsWith(QByteArrayView name, const QByteArray &prefix)
{
    return name.size() >= prefix.size()
        && qstrnicmp(name.data(), name.size() < prefix.size() ? name.size() : prefix.size(),
                     prefix.constData(), prefix.size())
        == 0;
}

/// A table name as it is typed: "CONFIG|GET" is CONFIG GET.
QByteArray typedName(const base::CommandInfo &info)
{
    return QByteArray(info.name).replace('|', ' ');
}

Completion offer(const base::CommandInfo &info, const QByteArray &insert)
{
    Completion out;
    out.text = QString::fromLatin1(insert);
    out.insert = insert;
    out.hint = findHint(typedName(info));
    out.write = info.has(base::CommandInfo::Write);
    return out;
}

/// Module families ("FT.", "JSON.") wait until their dot or more than a letter is typed, so that
/// they do not crowd out what every server has.
bool crowds(const QByteArray &name, const QByteArray &prefix)
{
    return name.contains('.') && prefix.size() < 2;
}

QList<Completion> commands(const QByteArray &prefix)
{
    QList<Completion> known;
    QList<Completion> rest;
    for (const base::CommandInfo &info : base::commandTable()) {
        const QByteArray name = info.name;
        if (name.contains('|') || !startsWith(name, prefix) || crowds(name, prefix))
            continue;
        // Containers have hints by subcommand only; they count as known too.
        Completion found = offer(info, name);
        (found.hint || base::isContainerCommand(name) ? known : rest) += found;
    }
    // What people use most comes first; both halves are sorted by name.
    return (known + rest).mid(0, Completer::limit);
}

QList<Completion> subcommands(const QByteArray &container, const QByteArray &prefix)
{
    QList<Completion> out;
    const QByteArray head = container.toUpper() + '|';
    for (const base::CommandInfo &info : base::commandTable()) {
        const QByteArray name = info.name;
        if (name.startsWith(head) && startsWith(QByteArrayView(name).sliced(head.size()), prefix))
            out += offer(info, name.sliced(head.size()));
    }
    return out;
}

bool isKeyPosition(const QByteArrayList &command, qsizetype position)
{
    const base::CommandInfo *info = base::commandInfo(command);
    if (!info || info->firstKey <= 0 || position < info->firstKey)
        return false;
    // The end is not typed yet: "last" counted from the end means every step from here on.
    if (info->lastKey >= 0 && position > info->lastKey)
        return false;
    return (position - info->firstKey) % std::max(1, info->keyStep) == 0;
}

} // namespace

Completions Completer::complete(const QByteArray &line, qsizetype cursor) const
{
    Completions out;
    out.from = wordStart(line, cursor);
    out.to = cursor;
    const QByteArrayList before = words(line.first(out.from));
    const QByteArrayList whole = words(line.first(cursor));
    const QByteArray word = whole.size() > before.size() ? whole.constLast() : QByteArray();

    if (before.isEmpty()) {
        out.offers = commands(word);
        return out;
    }
    if (before.size() == 1 && base::isContainerCommand(before.constFirst())) {
        out.offers = subcommands(before.constFirst(), word);
        return out;
    }
    if (m_keys && isKeyPosition(before + QByteArrayList{ word }, before.size())) {
        for (const QByteArray &name : m_keys(word, limit)) {
            Completion key;
            key.text = base::displayText(name, 200);
            key.insert = quoted(name);
            key.key = true;
            out.offers += key;
        }
    }
    return out;
}

const CommandHint *Completer::hintFor(const QByteArray &line)
{
    const QByteArrayList typed = words(line);
    if (typed.isEmpty())
        return nullptr;
    if (typed.size() > 1) {
        if (const CommandHint *sub = findHint(typed[0] + ' ' + typed[1]))
            return sub;
    }
    return findHint(typed.constFirst());
}

QString Completer::argumentHint(const QByteArray &line)
{
    const CommandHint *hint = hintFor(line);
    if (!hint || !*hint->arguments)
        return {};
    const QByteArrayList typed = words(line);
    const bool open = !line.isEmpty() && !isBlank(line.back());
    const qsizetype name = QByteArray(hint->name).contains(' ') ? 2 : 1;
    qsizetype done = typed.size() - name;

    // "[EX s|PX ms]" is one argument of the hint.
    QStringList parts;
    int depth = 0;
    QString part;
    for (const QChar c : QString::fromUtf8(hint->arguments)) {
        if (c == u' ' && depth == 0) {
            parts += std::exchange(part, {});
            continue;
        }
        depth += c == u'[' ? 1 : c == u']' ? -1 : 0;
        part += c;
    }
    parts += part;

    // The word under the cursor is still being typed and keeps its place.
    qsizetype fixed = 0;
    while (fixed < parts.size() && !parts[fixed].startsWith(u'['))
        ++fixed;
    // What may repeat stays on offer; optional words are never ticked off one by one.
    QStringList left = parts.mid(std::min(done, fixed));
    if (done > fixed) {
        const QString tail = parts.isEmpty() ? QString() : parts.constLast();
        left = tail.endsWith(QStringLiteral("\u2026]")) ? QStringList{ tail } : QStringList();
    }
    if (left.isEmpty())
        return {};
    return (open ? QStringLiteral(" ") : QString()) + left.join(u' ');
}

} // namespace console
