#include "app/cli/terminal.h"
#include "base/displaytext.h"
#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace cli {

using base::Error;

namespace {

/// The terminal, with echo and line editing off while it lives.
class Tty {
public:
    explicit Tty(bool silent)
        : m_fd(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_fd < 0 || !silent || ::tcgetattr(m_fd, &m_before) != 0)
            return;
        termios quiet = m_before;
        // Ctrl+C comes as a byte, so that the echo is always turned on again.
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        m_changed = ::tcsetattr(m_fd, TCSAFLUSH, &quiet) == 0;
    }
    ~Tty()
    {
        if (m_changed)
            ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Tty)

    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] bool isSilent() const { return m_changed; }
    void write(const QByteArray &bytes) const
    {
        [[maybe_unused]] const auto written =
            ::write(m_fd, bytes.constData(), static_cast<size_t>(bytes.size()));
    }
    /// -1 at the end, and when withdrawn.
    [[nodiscard]] int next(const Withdrawn &withdrawn = {}) const
    {
        constexpr int pause = 100; // milliseconds
        pollfd wait{ m_fd, POLLIN, 0 };
        while (withdrawn && ::poll(&wait, 1, pause) == 0) {
            if (withdrawn())
                return -1;
        }
        char c = 0;
        return ::read(m_fd, &c, 1) == 1 ? static_cast<unsigned char>(c) : -1;
    }

private:
    int m_fd;
    bool m_changed = false;
    termios m_before{};
};

void removeLastCharacter(QByteArray &line)
{
    while (!line.isEmpty()) {
        const auto last = static_cast<unsigned char>(line.back());
        line.chop(1);
        if ((last & 0xC0U) != 0x80U)
            return; // not inside a UTF-8 sequence
    }
}

tl::unexpected<Error> noTerminal()
{
    return base::fail(Error::Kind::NotFound,
                      QCoreApplication::translate("cli", "There is no terminal to ask on."));
}

int wakeUp[2] = { -1, -1 };

void onSignal(int)
{
    const int before = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeUp[1], &byte, 1);
    errno = before;
}

void hear(int signal, unsigned flags = 0)
{
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = static_cast<int>(flags | SA_RESTART);
    ::sigaction(signal, &action, nullptr);
}

bool isIgnored(int signal)
{
    struct sigaction action = {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

} // namespace

bool print(QByteArrayView bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    return std::fwrite(bytes.data(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

bool printLine(const QString &line)
{
    return print(line.toUtf8() + '\n');
}

void complain(const QString &sentence)
{
    const QByteArray line = "larder: " + base::displayText(sentence.toUtf8()).toUtf8() + '\n';
    std::fflush(stdout);
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void complain(const Error &error, const QString &where)
{
    complain(where.isEmpty() ? error.text : where + QStringLiteral(": ") + error.text);
    if (error.detail.isEmpty() || error.text.contains(QString::fromUtf8(error.detail)))
        return;
    const QByteArray line = "  " + base::displayText(error.detail, 1000).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

bool hasTerminal()
{
    return Tty(false).isOpen();
}

base::Result<base::Secret> askSecret(const QString &question, const Withdrawn &withdrawn)
{
    const Tty tty(true);
    if (!tty.isOpen() || !tty.isSilent())
        return noTerminal();
    tty.write(question.toUtf8() + ' ');
    QByteArray line;
    line.reserve(4096); // no growing: a copy left behind would not be wiped
    bool given = false;
    for (int c = tty.next(withdrawn); c >= 0 && c != 3 && c != 4; c = tty.next(withdrawn)) {
        if (c == '\n' || c == '\r') {
            given = true;
            break;
        }
        if (c == 8 || c == 127)
            removeLastCharacter(line);
        else if (c == 21) // Ctrl+U
            line.resize(0);
        else if (line.size() < 4000)
            line += static_cast<char>(c);
    }
    tty.write("\n");
    base::Secret secret(line);
    base::wipe(line);
    if (!given)
        return base::fail(Error::Kind::Cancelled, QCoreApplication::translate("cli", "Given up."));
    return secret;
}

base::Result<QByteArray> askLine(const QString &question, const Withdrawn &withdrawn)
{
    constexpr qsizetype longest = 4000;
    const Tty tty(false);
    if (!tty.isOpen())
        return noTerminal();
    tty.write(question.toUtf8() + ' ');
    QByteArray line;
    int c = tty.next(withdrawn);
    for (; c >= 0 && c != '\n' && line.size() < longest; c = tty.next(withdrawn))
        line += static_cast<char>(c);
    if (c < 0)
        return base::fail(Error::Kind::Cancelled, QCoreApplication::translate("cli", "Given up."));
    return line;
}

base::Result<bool> askYes(const QString &question)
{
    const auto line = askLine(question + QStringLiteral(" [y/N]"));
    if (!line)
        return line.error().kind == Error::Kind::Cancelled ? base::Result<bool>(false)
                                                           : base::fail(line.error());
    const QString answer = QString::fromUtf8(*line).trimmed().toLower();
    return answer == QLatin1String("y") || answer == QLatin1String("yes")
        || answer == QStringLiteral("예");
}

base::Result<base::Secret> secretInFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return base::fail(
            Error::Kind::Storage,
            QCoreApplication::translate("cli", "The file %1 cannot be read.").arg(path),
            file.errorString().toUtf8(), Error::Cause::NoSuchFile);
    }
    QByteArray line = file.readLine(qint64(64) * 1024);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    base::Secret secret(line);
    base::wipe(line);
    if (secret.isEmpty()) {
        return base::fail(
            Error::Kind::Invalid,
            QCoreApplication::translate("cli", "The first line of %1 is empty.").arg(path));
    }
    return secret;
}

int columns(const QString &text)
{
    int width = 0;
    for (const char32_t c : text.toUcs4()) {
        const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF);
        width += wide ? 2 : 1;
    }
    return width;
}

QString padded(const QString &text, int width)
{
    return text + QString(qMax(0, width - columns(text)), u' ');
}

QString table(const QList<QStringList> &rows)
{
    QList<int> widths;
    for (const QStringList &row : rows) {
        widths.resize(qMax(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = qMax(widths[i], columns(row[i]));
    }
    QString out;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i + 1 < row.size(); ++i)
            out += padded(row[i], widths[i] + 2);
        out += row.constLast() + u'\n';
    }
    return out;
}

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(wakeUp, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Ctrl+C then ends the process as it always does
    auto *notifier = new QSocketNotifier(wakeUp[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT raised();
    });
    hear(SIGINT, SA_RESETHAND);
    hear(SIGTERM, SA_RESETHAND);
    if (!isIgnored(SIGHUP))
        hear(SIGHUP);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    // The rest of the program may still be telling others that it ends.
    std::signal(SIGHUP, SIG_IGN);
    for (int &fd : wakeUp) {
        if (fd >= 0)
            ::close(fd);
        fd = -1;
    }
}

} // namespace cli
