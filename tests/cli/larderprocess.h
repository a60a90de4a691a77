#pragma once
#include <QByteArrayList>
#include <QProcess>
#include <QTemporaryDir>
#include <memory>

/// The built program as a script has it: a home of its own, no display, no terminal, no keychain.
class LarderProcess {
public:
    struct Outcome {
        int status = -1; ///< -1 = it crashed or did not end
        QByteArray out;
        QByteArray err;
    };

    LarderProcess();
    Q_DISABLE_COPY_MOVE(LarderProcess)
    ~LarderProcess() = default;

    void setEnvironment(const QString &name, const QString &value);
    /// A file in the home; returns its path.
    [[nodiscard]] QString file(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }

    /// Runs it to its end.
    [[nodiscard]] Outcome run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Starts it with standard input left open.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    /// Runs it on a terminal of its own, answers `question` with `answer`, and returns everything
    /// that came on the terminal; nullopt where the machine gives out no terminals.
    [[nodiscard]] std::optional<Outcome> answer(const QStringList &arguments,
                                                const QByteArray &question,
                                                const QByteArray &answer) const;

private:
    void prepare(QProcess &process, const QStringList &arguments) const;

    QTemporaryDir m_home;
    QProcessEnvironment m_environment;
};
