#pragma once
#include "base/result.h"
#include "base/secret.h"
#include <QByteArrayView>
#include <QObject>
#include <QStringList>
#include <functional>

namespace cli {

/// Standard output, byte for byte and at once. False when nobody reads it any more.
bool print(QByteArrayView bytes);
/// The same with a newline, in UTF-8.
bool printLine(const QString &line);
/// "larder: sentence" on standard error. Control characters are escaped.
void complain(const QString &sentence);
/// The sentence, and the server's or the system's own words under it.
void complain(const base::Error &error, const QString &where = {});

/// True when a person can be asked: the process has a controlling terminal.
[[nodiscard]] bool hasTerminal();
/// Asked several times a second while the person is waited for; true = the question is of no use
/// any more.
using Withdrawn = std::function<bool()>;
/// Asks on the terminal itself, whatever standard input is, without echo. Waits for the person.
/// Cancelled on Ctrl+C or Ctrl+D and when withdrawn, NotFound without a terminal. Any thread.
[[nodiscard]] base::Result<base::Secret> askSecret(const QString &question,
                                                   const Withdrawn &withdrawn = {});
/// The same with echo: a line of UTF-8.
[[nodiscard]] base::Result<QByteArray> askLine(const QString &question,
                                               const Withdrawn &withdrawn = {});
/// True for "y" and "yes" (in Korean "예" too); anything else is no. NotFound without a terminal.
[[nodiscard]] base::Result<bool> askYes(const QString &question);

/// The first line of a file (a password in a file of its own), without the newline.
[[nodiscard]] base::Result<base::Secret> secretInFile(const QString &path);

/// Columns that a text takes on a terminal: Hangul and its like take two.
[[nodiscard]] int columns(const QString &text);
/// `text` with blanks up to `width` columns.
[[nodiscard]] QString padded(const QString &text, int width);

/// Rows of cells as lines of columns that stand under each other, two blanks apart.
[[nodiscard]] QString table(const QList<QStringList> &rows);

/// Reports SIGINT, SIGTERM and SIGHUP once, in the event loop. A second SIGINT or SIGTERM ends the
/// process; SIGHUP, of which a closed terminal sends several, never does, and is not heard where
/// the process was started to ignore it (nohup).
class Interrupt final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Interrupt)

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void raised();
};

} // namespace cli
