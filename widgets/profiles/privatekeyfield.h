#pragma once
#include "base/secret.h"
#include <QWidget>

class QPushButton;

namespace common {
class PlainLabel;
}

namespace ui {

/// The text of a private key, which comes from the clipboard or a file and is never shown: only
/// whether there is one.
class PrivateKeyField final : public QWidget {
    Q_OBJECT

public:
    explicit PrivateKeyField(QWidget *parent = nullptr);

    [[nodiscard]] const base::Secret &key() const { return m_key; }
    /// changed() stays silent.
    void setKey(const base::Secret &key);
    /// One rests in the store, for as long as there is none here.
    void setStored(bool stored);
    /// Takes the focus for the whole.
    [[nodiscard]] QWidget *field() const;
    /// What is wrong with the last text that was pasted or loaded; it was not taken then.
    [[nodiscard]] const QString &problem() const { return m_problem; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showState();
    void take(const QByteArray &text);
    void load();
    void read(const QString &path);

    common::PlainLabel *m_state;
    QPushButton *m_paste;
    QPushButton *m_load;
    base::Secret m_key;
    QString m_problem;
    bool m_stored = false;
};

} // namespace ui
