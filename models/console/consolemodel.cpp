#include "console/consolemodel.h"
#include "base/commandtable.h"
#include "base/displaytext.h"
#include "base/redact.h"
#include "base/whendone.h"
#include "console/linecheck.h"
#include "console/splitline.h"
#include <QThreadPool>
#include <algorithm>

namespace console {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 120s;
constexpr qsizetype offThread = 64 * 1024; ///< memory of a reply that is formatted elsewhere
constexpr qint64 outputBudget = qint64(16) * 1024 * 1024; ///< of all entries together
constexpr qsizetype replyBudget = 64 * 1024 * 1024; ///< of replies kept for showAll()
constexpr qint64 allLines = 200'000;
constexpr qint64 allBytes = qint64(8) * 1024 * 1024;

QFuture<base::Result<Formatted>> formatElsewhere(const resp::Reply &reply,
                                                 const FormatOptions &options)
{
    auto promise = std::make_shared<QPromise<base::Result<Formatted>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, reply, options] {
        promise->addResult(formatReply(reply, options));
        promise->finish();
    });
    return promise->future();
}

bool is(const resp::Command &command, qsizetype i, const char *word)
{
    return command.size() > i && command[i].compare(word, Qt::CaseInsensitive) == 0;
}

QByteArray firstKey(const resp::Command &command)
{
    const base::CommandInfo *info = base::commandInfo(command);
    return info && info->firstKey > 0 ? command.value(info->firstKey) : QByteArray();
}

} // namespace

ConsoleModel::ConsoleModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

ConsoleModel::~ConsoleModel() = default;

void ConsoleModel::setSend(const resp::Send &send)
{
    m_send = send;
    if (m_send)
        setDatabase(m_send.database());
}

void ConsoleModel::setPromptInfo(const PromptInfo &info)
{
    m_prompt = info;
    Q_EMIT promptChanged();
}

void ConsoleModel::setDatabase(int db)
{
    if (m_prompt.db == db)
        return;
    m_prompt.db = db;
    Q_EMIT promptChanged();
}

QString ConsoleModel::prompt() const
{
    QString text = m_prompt.endpoint;
    if (m_prompt.db != 0)
        text += QStringLiteral("[%1]").arg(m_prompt.db);
    if (m_transaction)
        text += QStringLiteral("(TX)");
    return text + u'>';
}

void ConsoleModel::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    if (online || !m_transaction)
        return;
    endTransaction();
    addLocal(
        {}, Entry::State::Local,
        tr("The connection was lost and the transaction with it. What was queued did not run."),
        Entry::Mark::Warning);
}

qint64 ConsoleModel::elapsed() const
{
    return m_running && m_clock.isValid() ? m_clock.elapsed() : 0;
}

void ConsoleModel::run(const QString &line)
{
    run(QStringList{ line });
}

void ConsoleModel::run(const QStringList &lines)
{
    for (const QString &line : lines) {
        if (m_queue.size() < longestQueue && !line.trimmed().isEmpty())
            m_queue += line;
    }
    startNext();
}

void ConsoleModel::startNext()
{
    while (!m_running && !m_queue.isEmpty()) {
        Job job;
        job.line = m_queue.takeFirst();
        m_history.add(job.line);
        auto split = splitLine(job.line.toUtf8());
        if (!split) {
            answerLocally(job.line, split.error().text);
            continue;
        }
        auto command = withoutRedisCli(*split, m_prompt);
        if (!command) {
            addLocal(job.line, Entry::State::Refused, command.error().text, Entry::Mark::Danger);
            continue;
        }
        job.command = *command;
        if (job.command.size() > 1) {
            bool number = false;
            const qlonglong repeats = job.command.constFirst().toLongLong(&number);
            if (number && repeats <= 0) {
                answerLocally(job.line,
                              QStringLiteral("Invalid redis-cli repeat command option value."));
                continue;
            }
            if (number) {
                job.repeats = repeats;
                job.command.removeFirst();
            }
        }
        if (runLocally(job))
            continue;
        if (const QString why = whyNotHere(job.command, m_transaction); !why.isEmpty()) {
            addLocal(job.line, Entry::State::Refused, why, Entry::Mark::Warning);
            continue;
        }
        if (!m_online || !m_send) {
            addLocal(job.line, Entry::State::NotSent, tr("Not sent: there is no connection."),
                     Entry::Mark::Danger);
            m_queue.clear();
            Q_EMIT lineNotSent(job.line);
            break;
        }
        m_job = job;
        Entry &entry = add(job.line, Entry::State::Running);
        entry.key = firstKey(job.command);
        m_jobId = entry.id;
        m_running = true;
        Q_EMIT runningChanged(true);
        send(false);
    }
}

bool ConsoleModel::runLocally(const Job &job)
{
    const resp::Command &command = job.command;
    if (command.isEmpty()) {
        addLocal(job.line, Entry::State::Refused,
                 tr("Not sent: redis-cli without a command would start a console. This is one."),
                 Entry::Mark::Info);
        return true;
    }
    if (is(command, 0, "clear") && command.size() == 1) {
        clear();
        return true;
    }
    if (is(command, 0, "quit") || is(command, 0, "exit")) {
        addLocal(job.line, Entry::State::Local,
                 tr("This console closes with its connection. To disconnect, press Ctrl+Shift+W."),
                 Entry::Mark::Info);
        return true;
    }
    if (is(command, 0, "connect") && command.size() == 3) {
        addLocal(job.line, Entry::State::Refused,
                 tr("Not sent: this console belongs to one connection. Open another one on Home."),
                 Entry::Mark::Info);
        return true;
    }
    if (is(command, 0, "help") || is(command, 0, "?")) {
        const QByteArray name = command.mid(1).join(' ').toUpper();
        QString text;
        if (const CommandHint *hint = findHint(name)) {
            text = QString::fromUtf8(hint->name) + u' ' + QString::fromUtf8(hint->arguments) + u'\n'
                + summaryText(*hint) + u'\n' + QString::fromUtf8(hint->cost);
        } else if (name.isEmpty()) {
            text = tr("help <command> tells what a command does. Tab completes, Ctrl+R searches "
                      "the history, Ctrl+L clears, Ctrl+C stops waiting.");
        } else {
            text = tr("There is no help for %1.").arg(base::displayText(name, 64));
        }
        answerLocally(job.line, text);
        return true;
    }
    return false;
}

void ConsoleModel::send(bool confirmed)
{
    resp::SendOptions options;
    options.timeout = patience;
    options.confirmed = confirmed;
    m_clock.start();
    m_future = m_send(m_job.command, options);
    base::whenDone(m_future, this,
                   [this, run = ++m_run, confirmed](const base::Result<resp::Reply> &result) {
                       if (run != m_run)
                           return; // the person has stopped waiting
                       m_confirming = false;
                       // What was confirmed once holds for all the repeats.
                       if (result && m_job.repeats > 1) {
                           --m_job.repeats;
                           take(*result);
                           send(confirmed);
                           return;
                       }
                       answered(result);
                   });
}

Entry *ConsoleModel::running()
{
    const int row = rowOf(m_jobId);
    return row < 0 ? nullptr : &m_entries[size_t(row)];
}

/// One more answer of a repeated command.
void ConsoleModel::take(const resp::Reply &reply)
{
    follow(m_job.command, reply);
    Entry *entry = running();
    if (!entry)
        return;
    addTime(*entry);
    if (entry->lines >= shownLines || entry->output.size() >= shownBytes)
        return; // the rest only counts
    FormatOptions options;
    options.readable = m_readable;
    options.raw = printsRaw(m_job.command);
    options.maxLines = shownLines - entry->lines;
    options.maxBytes = shownBytes - entry->output.size();
    const Formatted text = formatReply(reply, options);
    entry->output += text.text;
    entry->lines += text.lines;
    entry->replyBytes += text.payload;
    changed(entry->id);
}

void ConsoleModel::addTime(Entry &entry) const
{
    entry.microseconds = std::max<qint64>(0, entry.microseconds) + m_clock.nsecsElapsed() / 1000;
}

void ConsoleModel::answered(const base::Result<resp::Reply> &result)
{
    Entry *entry = running();
    if (entry)
        addTime(*entry);
    if (!result) {
        failed(result.error());
        return;
    }
    FormatOptions options;
    options.readable = m_readable;
    options.raw = printsRaw(m_job.command);
    options.maxLines = shownLines;
    options.maxBytes = shownBytes;
    if (result->memory() <= offThread) {
        formatted(*result, formatReply(*result, options));
        return;
    }
    base::whenDone(formatElsewhere(*result, options), this,
                   [this, run = m_run, reply = *result](const base::Result<Formatted> &text) {
                       if (run == m_run)
                           formatted(reply, *text);
                   });
}

void ConsoleModel::formatted(const resp::Reply &reply, const Formatted &text)
{
    follow(m_job.command, reply);
    Entry *entry = running();
    if (!entry) {
        finish(Entry::State::Done);
        return;
    }
    entry->replyBytes += text.payload;
    entry->errorReply = reply.isError();
    entry->output += text.text;
    entry->lines += text.lines;
    entry->cut = text.cut;
    if (text.cut)
        keep(entry->id, reply, printsRaw(m_job.command));
    QString note;
    if (reply.isError()) {
        const base::Error why = resp::serverError(reply, m_job.command.constFirst());
        if (why.kind == base::Error::Kind::NotPermitted)
            note = why.text;
    }
    finish(Entry::State::Done, note, note.isEmpty() ? Entry::Mark::None : Entry::Mark::Info);
}

void ConsoleModel::failed(const base::Error &why)
{
    using Kind = base::Error::Kind;
    switch (why.kind) {
    case Kind::NeedsConfirmation:
        m_confirming = true;
        Q_EMIT confirmationNeeded(why, m_job.command);
        return;
    case Kind::ReadOnly:
    case Kind::WrongServer:
        if (Entry *entry = running())
            entry->microseconds = -1;
        finish(Entry::State::Refused, why.text, Entry::Mark::Lock);
        return;
    case Kind::NotPermitted:
    case Kind::Invalid:
        if (Entry *entry = running())
            entry->microseconds = -1;
        finish(Entry::State::Refused, why.text, Entry::Mark::Danger);
        return;
    case Kind::Network:
    case Kind::OutcomeUnknown:
    case Kind::Protocol:
    case Kind::TooLarge: {
        const bool lost = m_transaction && !is(m_job.command, 0, "EXEC");
        endTransaction();
        finish(Entry::State::Failed, why.text, Entry::Mark::Danger);
        if (lost) {
            addLocal({}, Entry::State::Local,
                     tr("The connection was lost and the transaction with it. What was queued did "
                        "not run."),
                     Entry::Mark::Warning);
        }
        return;
    }
    default:
        finish(Entry::State::Failed, why.text, Entry::Mark::Danger);
    }
}

/// Keeps the prompt's database and transaction in step with the connection.
void ConsoleModel::follow(const resp::Command &command, const resp::Reply &reply)
{
    const bool isQueued = reply.kind() == resp::Reply::Kind::Status && reply.bytes() == "QUEUED";
    if (is(command, 0, "MULTI") && reply.isOk()) {
        m_transaction = true;
        Q_EMIT transactionChanged();
        Q_EMIT promptChanged();
    } else if (m_transaction && isQueued) {
        if (is(command, 0, "SELECT") && command.size() == 2) {
            m_selects.push_back(command);
            m_selectPlaces.push_back(m_queuedCount);
        }
        ++m_queuedCount;
        m_queuedInTransaction += base::displayText(joined(base::redacted(command)), 200);
        Q_EMIT transactionChanged();
    } else if (is(command, 0, "EXEC") || is(command, 0, "DISCARD")) {
        // "EXEC without MULTI" and EXECABORT end it as well: the server is outside of it then.
        for (size_t i = 0; is(command, 0, "EXEC") && i < m_selects.size(); ++i) {
            if (reply.at(m_selectPlaces[i]).isOk())
                m_prompt.db = m_selects[i][1].toInt();
        }
        endTransaction();
    } else if (is(command, 0, "SELECT") && reply.isOk() && command.size() == 2) {
        setDatabase(command[1].toInt());
    }
}

void ConsoleModel::endTransaction()
{
    m_selects.clear();
    m_selectPlaces.clear();
    m_queuedInTransaction.clear();
    m_queuedCount = 0;
    if (std::exchange(m_transaction, false)) {
        Q_EMIT transactionChanged();
        Q_EMIT promptChanged();
    }
}

void ConsoleModel::finish(Entry::State state, const QString &note, Entry::Mark mark)
{
    if (Entry *entry = running()) {
        entry->state = state;
        entry->note = note;
        entry->mark = mark;
        changed(entry->id);
    }
    m_job = {};
    m_jobId = 0;
    m_running = false;
    m_confirming = false;
    trim();
    Q_EMIT runningChanged(false);
    // Not from here: a long paste would grow the stack by every line that answers at once.
    QMetaObject::invokeMethod(this, &ConsoleModel::startNext, Qt::QueuedConnection);
}

void ConsoleModel::cancel()
{
    m_queue.clear();
    if (!m_running)
        return;
    ++m_run;
    const bool asked = m_confirming;
    m_future.cancel();
    finish(Entry::State::Cancelled,
           asked ? tr("Not sent.")
                 : tr("You stopped waiting. The server may still be running the command."),
           Entry::Mark::Warning);
}

void ConsoleModel::confirm()
{
    if (std::exchange(m_confirming, false))
        send(true);
}

void ConsoleModel::decline()
{
    if (!std::exchange(m_confirming, false))
        return;
    m_queue.clear();
    if (Entry *entry = running())
        entry->microseconds = -1;
    finish(Entry::State::Refused, tr("Not sent."), Entry::Mark::Info);
}

void ConsoleModel::clear()
{
    // The line that still waits for its answer stays.
    const auto left = m_running ? int(m_entries.size()) - 1 : int(m_entries.size());
    if (left > 0) {
        beginRemoveRows({}, 0, left - 1);
        m_entries.erase(m_entries.begin(), m_entries.begin() + left);
        endRemoveRows();
    }
    m_replies.clear();
    m_replyOrder.clear();
    Q_EMIT cleared();
}

void ConsoleModel::keep(quint64 id, const resp::Reply &reply, bool raw)
{
    m_replies.insert(id, { reply, raw });
    m_replyOrder.push_back(id);
    qsizetype held = 0;
    for (const Kept &kept : std::as_const(m_replies))
        held += kept.reply.memory();
    while (held > replyBudget && !m_replyOrder.empty()) {
        held -= m_replies.take(m_replyOrder.front()).reply.memory();
        m_replyOrder.pop_front();
    }
}

void ConsoleModel::showAll(quint64 id)
{
    const auto kept = m_replies.constFind(id);
    if (kept == m_replies.cend())
        return;
    FormatOptions options;
    options.readable = m_readable;
    options.raw = kept->raw;
    options.maxLines = allLines;
    options.maxBytes = allBytes;
    base::whenDone(formatElsewhere(kept->reply, options), this,
                   [this, id](const base::Result<Formatted> &text) {
                       const int row = rowOf(id);
                       if (row < 0)
                           return;
                       Entry &entry = m_entries[size_t(row)];
                       entry.output = text->text;
                       entry.cut = text->cut;
                       m_replies.remove(id);
                       std::erase(m_replyOrder, id);
                       changed(id);
                       trim();
                   });
}

Entry &ConsoleModel::add(const QString &line, Entry::State state)
{
    const int row = int(m_entries.size());
    beginInsertRows({}, row, row);
    Entry entry;
    entry.id = m_nextId++;
    entry.state = state;
    entry.prompt = prompt();
    entry.line = redactedLine(line);
    m_entries.push_back(std::move(entry));
    endInsertRows();
    return m_entries.back();
}

void ConsoleModel::addLocal(const QString &line, Entry::State state, const QString &note,
                            Entry::Mark mark)
{
    Entry &entry = add(line, state);
    entry.note = note;
    entry.mark = mark;
    if (line.isEmpty())
        entry.prompt.clear();
    changed(entry.id);
    trim();
}

void ConsoleModel::answerLocally(const QString &line, const QString &text)
{
    Entry &entry = add(line, Entry::State::Local);
    entry.output = text.toUtf8() + '\n';
    entry.lines = entry.output.count('\n');
    changed(entry.id);
    trim();
}

void ConsoleModel::changed(quint64 id)
{
    const int row = rowOf(id);
    if (row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

void ConsoleModel::trim()
{
    qint64 bytes = 0;
    size_t keepFrom = m_entries.size();
    while (keepFrom > 0 && m_entries.size() - keepFrom < size_t(capacity)) {
        bytes += m_entries[keepFrom - 1].output.size();
        // The newest entry stays whatever its size.
        if (bytes > outputBudget && keepFrom < m_entries.size())
            break;
        --keepFrom;
    }
    if (keepFrom == 0)
        return;
    beginRemoveRows({}, 0, int(keepFrom) - 1);
    for (size_t i = 0; i < keepFrom; ++i) {
        m_replies.remove(m_entries[i].id);
        std::erase(m_replyOrder, m_entries[i].id);
    }
    m_entries.erase(m_entries.begin(), m_entries.begin() + std::ptrdiff_t(keepFrom));
    endRemoveRows();
}

int ConsoleModel::rowOf(quint64 id) const
{
    const auto found =
        std::lower_bound(m_entries.begin(), m_entries.end(), id,
                         [](const Entry &entry, quint64 wanted) { return entry.id < wanted; });
    return found != m_entries.end() && found->id == id ? int(found - m_entries.begin()) : -1;
}

int ConsoleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ConsoleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_entries.size()))
        return {};
    const Entry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.line;
    case IdRole:
        return entry.id;
    case OutputRole:
        return entry.output;
    case StateRole:
        return int(entry.state);
    case NoteRole:
        return entry.note;
    default:
        return {};
    }
}

} // namespace console
