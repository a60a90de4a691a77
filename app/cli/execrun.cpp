#include "app/cli/execrun.h"
#include "app/cli/exitstatus.h"
#include "app/cli/terminalasker.h"
#include "base/displaytext.h"
#include "base/redact.h"
#include "base/whendone.h"
#include "console/linecheck.h"
#include "console/splitline.h"
#include <cerrno>
#include <unistd.h>

namespace cli {

using base::Error;

namespace {
constexpr qsizetype longestLine = 512LL * 1024 * 1024; ///< what a server takes as one argument
constexpr size_t linesAhead = 1000;

bool is(const resp::Command &command, const char *word)
{
    return !command.isEmpty() && command.constFirst().compare(word, Qt::CaseInsensitive) == 0;
}

QString shown(const resp::Command &command)
{
    return base::displayText(console::joined(base::redacted(command)), 200);
}

bool holdsError(const resp::Reply &reply)
{
    for (qsizetype i = 0; i < reply.size(); ++i) {
        if (reply.at(i).isError())
            return true;
    }
    return reply.isError();
}
} // namespace

LineReader::LineReader(QObject *parent)
    : QObject(parent)
    , m_notifier(STDIN_FILENO, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &LineReader::read);
}

std::optional<LineReader::Line> LineReader::take()
{
    if (m_lines.empty())
        return std::nullopt;
    Line line = std::move(m_lines.front());
    m_lines.pop_front();
    m_notifier.setEnabled(!m_ended && m_lines.size() < linesAhead);
    return line;
}

void LineReader::read()
{
    QByteArray chunk(qsizetype(64) * 1024, Qt::Uninitialized);
    const ssize_t size = ::read(STDIN_FILENO, chunk.data(), static_cast<size_t>(chunk.size()));
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size <= 0) {
        m_ended = true;
        m_failed = m_failed || size < 0;
        if (!m_rest.isEmpty())
            add(std::exchange(m_rest, {}));
    } else {
        m_rest += chunk.first(size);
        qsizetype start = 0;
        for (qsizetype end = m_rest.indexOf('\n', qMax<qsizetype>(0, m_rest.size() - size));
             end >= 0; end = m_rest.indexOf('\n', start)) {
            add(m_rest.sliced(start, end - start));
            start = end + 1;
        }
        m_rest.remove(0, start);
        if (m_rest.size() > longestLine)
            m_ended = m_failed = true;
    }
    m_notifier.setEnabled(!m_ended && m_lines.size() < linesAhead);
    Q_EMIT ready();
}

void LineReader::add(const QByteArray &line)
{
    ++m_count;
    const QByteArray trimmed = line.trimmed();
    if (!trimmed.isEmpty() && !trimmed.startsWith('#'))
        m_lines.push_back({ line, m_count });
}

ExecRun::ExecRun(const profiles::Profile &profile, const profiles::Secrets &secrets,
                 ExecOptions options, resp::Command command, QObject *parent)
    : QObject(parent)
    , m_session(profile, secrets)
    , m_options(options)
    , m_only(std::move(command))
{
    connect(&m_interrupt, &Interrupt::raised, this, &ExecRun::interrupted);
    connect(&m_session, &session::Session::failed, this, [this](const Error &why) {
        complain(why);
        finish(connectStatus(why));
    });
    connect(&m_session, &session::Session::online, this,
            [this](const session::ServerInfo &, bool again) {
                if (!again)
                    begin();
            });
    connect(&m_session, &session::Session::offline, this, &ExecRun::lost);
    connect(&m_session, &session::Session::stopped, this, &ExecRun::lost);
}

ExecRun::~ExecRun() = default;

void ExecRun::start()
{
    m_session.setAsker(TerminalAsker::where());
    m_session.open();
}

void ExecRun::begin()
{
    m_send = m_session.send(session::Lane::Console, m_session.profile().db);
    if (!m_only.isEmpty()) {
        run(m_only);
        return;
    }
    m_lines = std::make_unique<LineReader>();
    connect(m_lines.get(), &LineReader::ready, this, [this] {
        if (m_command.isEmpty())
            next();
    });
}

QString ExecRun::where() const
{
    return m_lines ? tr("line %1").arg(m_line) : QString();
}

void ExecRun::next()
{
    if (m_done || !m_command.isEmpty())
        return;
    const auto line = m_lines->take();
    if (!line) {
        if (!m_lines->atEnd())
            return;
        if (m_lines->failed()) {
            complain(tr("Standard input could not be read to its end."));
            m_status = Usage;
        } else if (m_transaction) {
            complain(tr("The input ended inside MULTI. Nothing of what was queued ran."));
            m_status = ErrorReply;
        }
        finish(m_status);
        return;
    }
    m_line = line->number;
    const auto command = console::splitLine(line->text);
    if (!command) {
        complain(command.error(), where());
        stopOrGoOn(Usage, true);
        return;
    }
    if (command->size() == 1 && (is(*command, "quit") || is(*command, "exit"))) {
        finish(m_status);
        return;
    }
    run(*command);
}

void ExecRun::run(const resp::Command &command)
{
    m_command = command;
    if (const QString why = console::whyNotHere(command, m_transaction); !why.isEmpty()) {
        refused({ Error::Kind::NotPermitted, why, {} });
        return;
    }
    resp::SendOptions options;
    options.timeout = m_options.timeout;
    options.confirmed = m_options.confirmed;
    base::whenDone(m_send(command, options), this,
                   [this](const base::Result<resp::Reply> &result) { answered(result); });
}

void ExecRun::answered(const base::Result<resp::Reply> &result)
{
    if (m_done)
        return;
    if (result)
        replied(*result);
    else if (sendStatus(result.error(), false) == Refused)
        refused(result.error());
    else
        failed(result.error());
}

void ExecRun::replied(const resp::Reply &reply)
{
    if (!print(replyBytes(reply, m_command, m_options.style))) {
        finish(ErrorReply); // nobody reads any more
        return;
    }
    const bool wrong = reply.isError() || (is(m_command, "EXEC") && holdsError(reply));
    follow(reply);
    m_command.clear();
    if (wrong) {
        if (m_lines)
            complain(where() + QStringLiteral(": ")
                     + tr("The command was answered with an error."));
        stopOrGoOn(ErrorReply, true);
    } else if (m_lines) {
        next();
    } else {
        finish(Fine);
    }
}

void ExecRun::follow(const resp::Reply &reply)
{
    if (is(m_command, "MULTI") && reply.isOk())
        m_transaction = true;
    else if (is(m_command, "EXEC") || is(m_command, "DISCARD"))
        m_transaction = false;
}

void ExecRun::refused(const Error &why)
{
    complain(why, where());
    if (why.kind == Error::Kind::NeedsConfirmation)
        complain(tr("Not run: %1. With --yes it is.").arg(shown(m_command)));
    m_command.clear();
    // The rest of a transaction without this part was not meant.
    stopOrGoOn(Refused, !m_transaction);
}

void ExecRun::failed(const Error &why)
{
    const int status = sendStatus(why, m_session.gate().isWrite(m_command));
    complain(why, where());
    if (status == OutcomeUnknown)
        complain(tr("Whether %1 was carried out is not known.").arg(shown(m_command)));
    m_command.clear();
    // Without its link the conversation (database, transaction) is another one.
    stopOrGoOn(status, status == Usage && !m_transaction);
}

void ExecRun::stopOrGoOn(int status, bool mayGoOn)
{
    m_status = qMax(m_status, status);
    if (!m_lines || !m_options.keepGoing || !mayGoOn) {
        finish(status);
        return;
    }
    // Not from here: a long input would grow the stack by every line that is refused at once.
    QMetaObject::invokeMethod(this, &ExecRun::next, Qt::QueuedConnection);
}

void ExecRun::lost(const Error &why)
{
    // What is waited for is answered with more than that: done or not, or not known.
    if (!m_command.isEmpty())
        return;
    complain(why);
    if (m_transaction)
        complain(tr("The transaction was lost with it. Nothing of what was queued ran."));
    finish(connectStatus(why));
}

void ExecRun::interrupted()
{
    if (!m_command.isEmpty() && m_session.gate().isWrite(m_command))
        complain(tr("Whether %1 was carried out is not known.").arg(shown(m_command)));
    finish(Interrupted);
}

void ExecRun::finish(int status)
{
    if (std::exchange(m_done, true))
        return;
    m_session.close();
    Q_EMIT finished(status);
}

} // namespace cli
