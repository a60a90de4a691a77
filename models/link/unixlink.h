#pragma once
#include "link/link.h"
#include <QTimer>
#include <chrono>

class QLocalSocket;

namespace links {

/// A Unix socket of this computer.
class UnixLink final : public Link {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnixLink)

public:
    UnixLink(const QString &path, std::chrono::milliseconds timeout, QObject *parent = nullptr);
    ~UnixLink() override;

    void open() override;
    [[nodiscard]] QString route() const override;

private:
    void connected();
    void giveUp(const base::Error &why);
    [[nodiscard]] base::Error explain() const;

    QString m_path;
    QTimer m_limit;
    std::unique_ptr<QLocalSocket> m_socket;
};

} // namespace links
