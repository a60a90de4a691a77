#pragma once
#include "widgets/profiles/formpage.h"

class QPushButton;

namespace ui {

/// What a connection leads through, as it was imported. This version opens no tunnel: the settings
/// are shown and can be taken away.
class TunnelPage final : public FormPage {
    Q_OBJECT

public:
    explicit TunnelPage(QWidget *parent = nullptr);
    void collect(profiles::Profile &profile) const override;
    [[nodiscard]] bool hasTunnel() const;

protected:
    void fill(const profiles::Profile &profile) override;
    void retranslate() override;

private:
    profiles::TunnelSettings m_tunnel;
    common::PlainLabel *m_kind;
    common::PlainLabel *m_way;
    QPushButton *m_remove;
    int m_kindLine, m_wayLine, m_removeLine;
};

} // namespace ui
