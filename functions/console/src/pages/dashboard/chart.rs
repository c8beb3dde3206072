//! Where the parts of a chart stand, in whole units of its view box. What they look like is up to the style sheet.

use onramp_domain::date;
use std::fmt::Write;

/// Series that are stacked upon each other.
pub const SERIES: usize = 3;
/// How wide a chart is.
pub const WIDTH: i64 = 600;
/// How high a chart of columns is.
pub const HEIGHT: i64 = 240;
/// The field in which columns stand.
pub const FIELD: Field = Field { left: 56, right: 592, top: 12, bottom: 206 };
/// Dates that stand below the columns, at most.
const DATES: usize = 7;
/// A row whose parts follow each other: its text, then its bar.
const STACKED: Row = Row { height: 48, text: 16, bars: 23, thickness: 18 };
/// A row whose parts lie below each other.
const GROUPED: Row = Row { height: 62, text: 16, bars: 23, thickness: 30 };

/// The sides of a field.
#[derive(Debug)]
pub struct Field {
    /// Where it begins.
    pub left: i64,
    /// Where it ends.
    pub right: i64,
    /// Its top.
    pub top: i64,
    /// Its ground.
    pub bottom: i64,
}

struct Row {
    height: i64,
    text: i64,
    bars: i64,
    thickness: i64,
}

/// Round numbers at equal distances, from nought to the first that no value exceeds: two to six of them.
pub fn ticks(most: i64) -> Vec<i64> {
    let most = most.max(1);
    let steps = (0..18).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i64.pow(power)));
    let step = steps.into_iter().find(|step| step.saturating_mul(5) >= most).unwrap_or(i64::MAX / 5);
    let count = most / step + i64::from(most % step > 0);
    (0..=count).map(|at| at.saturating_mul(step)).collect()
}

/// How long a value is on a scale: what there is shows, however little it is.
fn length(value: i64, scale: i64, room: i64) -> i64 {
    if value <= 0 { 0 } else { (value.saturating_mul(room) / scale.max(1)).clamp(1, room) }
}

/// A line across the field, at a round number.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it is.
    pub y: i64,
    /// The number.
    pub value: i64,
}

/// A date below a column.
#[derive(Debug, PartialEq, Eq)]
pub struct Date {
    /// The middle of the column; of the last one, where its date ends.
    pub x: i64,
    /// The date, such as `2026-11-24`.
    pub text: String,
    /// Whether it is left out where there is little room.
    pub minor: bool,
    /// Whether it is the last one, which has no room behind it.
    pub last: bool,
}

/// Columns of stacked series, one column a day.
#[derive(Debug)]
pub struct Columns {
    /// The lines, the ground first.
    pub lines: Vec<Line>,
    /// The dates, the last day first.
    pub dates: Vec<Date>,
    /// What each series draws.
    pub paths: [String; SERIES],
}

impl Columns {
    /// The columns of days in a row.
    pub fn of(days: &[(i64, [i64; SERIES])]) -> Self {
        let height = |parts: &[i64; SERIES]| parts.iter().map(|part| *part.max(&0)).sum::<i64>();
        let lines = ticks(days.iter().map(|(_, parts)| height(parts)).max().unwrap_or_default());
        let top = lines.last().copied().unwrap_or(1);
        let room = FIELD.bottom - FIELD.top;
        let mut paths: [String; SERIES] = Default::default();
        let count = i64::try_from(days.len()).unwrap_or(i64::MAX).max(1);
        let edge = |at: i64| FIELD.left + (FIELD.right - FIELD.left) * at / count;
        let mut middles = Vec::with_capacity(days.len());
        for (at, (_, parts)) in (0..).zip(days) {
            let (from, to) = (edge(at), edge(at + 1));
            let gap = ((to - from) / 6).max(1);
            middles.push(i64::midpoint(from, to));
            let mut ground = FIELD.bottom;
            for (path, part) in paths.iter_mut().zip(parts) {
                let long = length(*part, top, room).min(ground - FIELD.top);
                if long > 0 {
                    ground -= long;
                    let wide = to - from - gap;
                    // Writing to a text cannot fail.
                    let _ = write!(path, "M{} {ground}h{wide}v{long}h-{wide}z", from + gap / 2);
                }
            }
        }
        let lines = lines
            .into_iter()
            .map(|value| Line { y: FIELD.bottom - length(value, top, room), value })
            .collect();
        Self { lines, dates: dates(days, &middles), paths }
    }
}

/// The dates of some columns, at equal distances from the last one back.
fn dates(days: &[(i64, [i64; SERIES])], middles: &[i64]) -> Vec<Date> {
    let every = days.len().div_ceil(DATES).max(1);
    let of = days.iter().zip(middles).rev().step_by(every).enumerate();
    let of = of.map(|(at, ((day, _), middle))| {
        let last = at == 0;
        Date { x: if last { WIDTH } else { *middle }, text: date(*day), minor: at % 2 == 1, last }
    });
    of.collect()
}

/// A part of a bar.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is filled with.
    pub fill: &'static str,
    /// Where it begins.
    pub x: i64,
    /// Its top.
    pub y: i64,
    /// How long it is.
    pub width: i64,
    /// How thick it is.
    pub height: i64,
}

/// A row of a chart of bars.
#[derive(Debug)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// Its number, in words.
    pub value: String,
    /// The ground line of both.
    pub y: i64,
    /// What it draws.
    pub parts: Vec<Part>,
}

/// What a row of a chart of bars shows.
#[derive(Debug)]
pub struct Shown {
    /// What it is about.
    pub label: String,
    /// Its number, in words.
    pub value: String,
    /// What it draws: fills, and how much of each.
    pub parts: Vec<(&'static str, i64)>,
}

/// Bars that lie below each other, each with its text above it.
#[derive(Debug)]
pub struct Bars {
    /// How high the chart is.
    pub height: i64,
    /// Its rows.
    pub rows: Vec<Bar>,
}

impl Bars {
    /// Bars whose parts follow each other.
    pub fn stacked(rows: Vec<Shown>) -> Self {
        let most = rows.iter().map(|row| row.parts.iter().map(|(_, part)| *part.max(&0)).sum()).max();
        let scale = most.unwrap_or(0);
        Self::of(rows, &STACKED, |top, parts| {
            let mut x = 0;
            let mut drawn = Vec::new();
            for (fill, part) in parts {
                let width = length(*part, scale, WIDTH).min(WIDTH - x);
                drawn.push(Part { fill, x, y: top, width, height: STACKED.thickness });
                x += width;
            }
            drawn
        })
    }

    /// Bars whose parts lie below each other.
    pub fn grouped(rows: Vec<Shown>) -> Self {
        let scale = rows.iter().flat_map(|row| row.parts.iter().map(|(_, part)| *part)).max().unwrap_or(0);
        Self::of(rows, &GROUPED, |top, parts| {
            let height = GROUPED.thickness / i64::try_from(parts.len()).unwrap_or(1).max(1);
            (0..)
                .zip(parts)
                .map(|(at, (fill, part))| Part {
                    fill,
                    x: 0,
                    y: top + at * height,
                    width: length(*part, scale, WIDTH),
                    height,
                })
                .collect()
        })
    }

    fn of(rows: Vec<Shown>, row: &Row, draw: impl Fn(i64, &[(&'static str, i64)]) -> Vec<Part>) -> Self {
        let height = i64::try_from(rows.len()).unwrap_or_default() * row.height;
        let rows = (0..).zip(rows).map(|(at, Shown { label, value, parts })| {
            let top = at * row.height;
            let mut parts = draw(top + row.bars, &parts);
            parts.retain(|part| part.width > 0);
            Bar { label, value, y: top + row.text, parts }
        });
        Self { rows: rows.collect(), height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_the_numbers_that_people_count_by() {
        for (most, expected) in [
            (0, vec![0, 1]),
            (1, vec![0, 1]),
            (3, vec![0, 1, 2, 3]),
            (7, vec![0, 2, 4, 6, 8]),
            (12, vec![0, 5, 10, 15]),
            (100, vec![0, 20, 40, 60, 80, 100]),
            (12_345, vec![0, 5_000, 10_000, 15_000]),
        ] {
            assert_eq!(ticks(most), expected, "{most}");
        }
    }

    #[test]
    fn the_last_day_has_its_date_and_few_others_do() {
        for (count, dates) in [(7, 7), (30, 6), (90, 7)] {
            let days: Vec<_> = (0..count).map(|day| (day, [1, 0, 0])).collect();
            let columns = Columns::of(&days);
            assert_eq!((columns.dates.len(), columns.dates[0].text.clone()), (dates, date(count - 1)));
            assert!(!columns.dates[0].minor && columns.dates[1].minor);
        }
    }

    #[test]
    fn a_column_stands_on_the_ground_and_its_parts_on_each_other() {
        let columns = Columns::of(&[(0, [1, 1, 0]), (1, [0, 0, 2])]);
        assert_eq!(columns.paths[0], "M78 109h224v97h-224z");
        assert_eq!(columns.paths[1], "M78 12h224v97h-224z");
        assert_eq!(columns.paths[2], "M346 12h224v194h-224z");
        assert_eq!(Columns::of(&[]).paths, [const { String::new() }; 3]);
    }

    #[test]
    fn bars_follow_each_other_or_lie_below_each_other() {
        let shown = |parts: &[(&'static str, i64)]| {
            vec![Shown { label: "a".into(), value: "3".into(), parts: parts.to_vec() }]
        };
        let stacked = Bars::stacked(shown(&[("x", 1), ("y", 2), ("z", 0)]));
        let places: Vec<_> =
            stacked.rows[0].parts.iter().map(|part| (part.fill, part.x, part.width)).collect();
        assert_eq!(places, [("x", 0, 200), ("y", 200, 400)], "what is nought is not drawn");
        let grouped = Bars::grouped(shown(&[("x", 1), ("y", 2)]));
        let places: Vec<_> = grouped.rows[0].parts.iter().map(|part| (part.y, part.width)).collect();
        assert_eq!(places, [(23, 300), (38, 600)]);
    }

    proptest! {
        #[test]
        fn ticks_are_round_and_equally_far_apart_and_no_value_exceeds_them(most in 0..1_000_000_000_000_000_i64) {
            let ticks = ticks(most);
            prop_assert!((2..=6).contains(&ticks.len()) && ticks[0] == 0);
            prop_assert!(ticks[ticks.len() - 1] >= most && ticks[ticks.len() - 2] < most.max(1));
            prop_assert!(ticks.windows(2).all(|pair| pair[1] - pair[0] == ticks[1]));
        }

        #[test]
        fn whatever_the_numbers_nothing_leaves_its_chart(
            days in prop::collection::vec(prop::array::uniform3(-5..2_000_000_i64), 0..91),
        ) {
            let numbered: Vec<_> = (0..).zip(days.iter().copied()).collect();
            let columns = Columns::of(&numbered);
            for line in &columns.lines {
                prop_assert!((FIELD.top..=FIELD.bottom).contains(&line.y));
            }
            for piece in columns.paths.iter().flat_map(|path| path.split('z').filter(|piece| !piece.is_empty())) {
                let numbers: Vec<i64> = piece
                    .split(|c: char| !c.is_ascii_digit()).filter(|text| !text.is_empty())
                    .map(|text| text.parse().unwrap()).collect();
                let [x, y, wide, long, _] = numbers[..] else { panic!("{piece}") };
                prop_assert!(x >= FIELD.left && x + wide <= FIELD.right && y >= FIELD.top && y + long <= FIELD.bottom);
                prop_assert!(wide > 0 && long > 0);
            }
            let shown = |parts: &[i64; 3]| Shown {
                label: String::new(),
                value: String::new(),
                parts: parts.iter().map(|part| ("x", *part)).collect(),
            };
            for bars in [Bars::stacked(days.iter().map(shown).collect()), Bars::grouped(days.iter().map(shown).collect())] {
                for part in bars.rows.iter().flat_map(|row| &row.parts) {
                    prop_assert!(part.x >= 0 && part.x + part.width <= WIDTH && part.width > 0);
                    prop_assert!(part.y >= 0 && part.y + part.height <= bars.height);
                }
            }
        }
    }
}
