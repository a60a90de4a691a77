#pragma once
#include <QWidget>

namespace ui {

/// One figure of the dashboard: what it is, the figure with its unit, a line below. A warning has
/// a coloured edge and an icon with a word, never colour alone.
class Tile final : public QWidget {
    Q_OBJECT

public:
    enum class Level { Calm, Warn, Danger };

    struct Content {
        QString title;
        QString badge; ///< "estimated"
        QString figure; ///< "—" when there is none
        QString unit;
        QString below;
        QString belowShort; ///< instead, where `below` does not fit; empty = cut it
        QString alert; ///< word beside the icon, when the level is not Calm
        Level level = Level::Calm;
        bool stale = false;

        friend bool operator==(const Content &, const Content &) = default;
    };

    explicit Tile(QWidget *parent = nullptr);

    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Content m_content;
};

} // namespace ui
