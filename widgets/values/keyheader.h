#pragma once
#include "base/keyref.h"
#include "base/keytype.h"
#include <QWidget>

class QAction;
class QActionGroup;
class QPushButton;

namespace common {
class IconButton;
class PlainLabel;
class TypeBadge;
} // namespace common

namespace ui {

/// A key tab's first line: type, name, TTL, facts, auto-refresh, more.
class KeyHeader final : public QWidget {
    Q_OBJECT

public:
    explicit KeyHeader(const base::KeyRef &key, QWidget *parent = nullptr);

    void setType(base::KeyType type, const QByteArray &typeName);
    /// ms left; -1 = no TTL, -2 = no such key; nullopt = not known.
    void setTtl(std::optional<qint64> ms);
    void setFacts(const QString &facts);
    void setWritable(bool writable, const QString &why);
    [[nodiscard]] QPushButton *ttlButton() const { return m_ttl; }
    [[nodiscard]] int refreshSeconds() const { return m_seconds; }

Q_SIGNALS:
    void ttlRequested();
    void refreshSecondsChanged(int seconds);
    void refreshRequested();
    void renameRequested();
    void deleteRequested();
    void copyValueRequested();
    void copyCommandRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showTtl();
    void setSeconds(int seconds);

    base::KeyRef m_key;
    std::optional<qint64> m_left;
    int m_seconds = 0;
    common::TypeBadge *m_badge;
    common::PlainLabel *m_name;
    common::IconButton *m_copy;
    QPushButton *m_ttl;
    common::PlainLabel *m_facts;
    QPushButton *m_auto;
    QList<QAction *> m_intervals;
    common::IconButton *m_more;
    QAction *m_reload;
    QAction *m_copyValue;
    QAction *m_copyCommand;
    QAction *m_rename;
    QAction *m_delete;
};

} // namespace ui
