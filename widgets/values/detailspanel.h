#pragma once
#include "base/result.h"
#include "resp/reply.h"
#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <array>

class QListView;

namespace common {
class IconButton;
class PlainLabel;
} // namespace common

namespace ui {

class KeyTab;

/// What the server knows about the open key besides its value, and the time line of what was seen.
/// Each fact stands or fails alone.
class DetailsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPanel(QWidget *parent = nullptr);

    /// Follows this tab from now on; nullptr = nothing is open.
    void setTab(KeyTab *tab);

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum Fact { Expires, Encoding, Idle, Memory, FactCount };

    void retranslate();
    void ask();
    void tick();
    void setFact(Fact fact, const QString &text, bool warn = false);
    void answer(Fact fact, const resp::Reply &reply, QByteArrayView command);

    QPointer<KeyTab> m_tab;
    QTimer m_tick;
    QTimer m_again;
    bool m_asking = false;
    common::PlainLabel *m_title;
    common::IconButton *m_close;
    std::array<common::PlainLabel *, FactCount> m_names{};
    std::array<common::PlainLabel *, FactCount> m_facts{};
    QWidget *m_content;
    common::PlainLabel *m_empty;
    common::PlainLabel *m_recorderTitle;
    common::PlainLabel *m_sampled;
    QListView *m_recorder;
};

} // namespace ui
