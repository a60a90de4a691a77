// The same for tests that show widgets.
#pragma once
#include "pch.h"
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QWidget>
