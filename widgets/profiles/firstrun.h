#pragma once
#include "profiles/importer.h"
#include "widgets/common/theme.h"
#include "widgets/profiles/panel.h"

class QComboBox;

namespace common {
class PlainLabel;
class SegmentedControl;
} // namespace common

namespace ui {

class FirstRunCard;
class PasteBar;

/// What Home shows while there is no connection: three ways to begin, language and theme.
class FirstRun final : public Panel {
    Q_OBJECT

public:
    explicit FirstRun(QWidget *parent = nullptr);

    void takeFocus();
    void pasteClipboard();

Q_SIGNALS:
    void found(const profiles::Candidate &candidate, const QByteArray &text);
    void previewRequested(const QByteArray &text);
    void fileRequested();
    void demoRequested();
    void awsRequested();
    void newRequested();
    void languageRequested(const QString &code);
    void themeRequested(common::Theme::Mode mode);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void refresh();
    void arrange();
    [[nodiscard]] QWidget *makeTop();
    [[nodiscard]] QWidget *makeTitle();
    [[nodiscard]] QWidget *makePromises();

    common::SegmentedControl *m_language;
    QComboBox *m_theme;
    QLabel *m_languageIcon;
    QLabel *m_themeIcon;
    QLabel *m_logo;
    common::PlainLabel *m_title;
    common::PlainLabel *m_subtitle;
    FirstRunCard *m_paste;
    FirstRunCard *m_aws;
    FirstRunCard *m_demo;
    PasteBar *m_bar;
    QBoxLayout *m_cards;
    QBoxLayout *m_promiseRow;
    QBoxLayout *m_inner = nullptr;
    QList<QLabel *> m_promiseIcons;
    QList<common::PlainLabel *> m_promises;
    bool m_filling = false;
};

} // namespace ui
