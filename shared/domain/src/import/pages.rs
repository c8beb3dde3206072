//! Which rows of a file are looked at together.

use super::PendingRow;
use std::collections::{BTreeMap, HashMap};

/// Rows of a page, as many as a step takes: some twenty batches.
pub const PAGE_ROWS: usize = 500;
/// Bytes of the rows of a page: stored twice, as cells and as what they say, they stay well below what an item holds.
pub const PAGE_BYTES: usize = 120_000;

/// Puts rows on pages, in the order of the file but for this: rows that share a person or a number, through others too,
/// stand together on one page, since what one says decides what the next one changes. Only of more than [`PAGE_ROWS`]
/// some go on another.
pub fn pages(rows: Vec<PendingRow>) -> Vec<Vec<PendingRow>> {
    let mut related = Related((0..rows.len()).collect());
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, PendingRow { row, .. }) in rows.iter().enumerate() {
        let number = row.phone.as_ref().and_then(|phone| phone.number.as_ref());
        let number = number.map(|number| format!("T{}", number.as_str()));
        for name in std::iter::once(format!("N{}", row.username.folded())).chain(number) {
            let other = *first.entry(name).or_insert(at);
            related.join(at, other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<PendingRow>> = BTreeMap::new();
    for (at, row) in rows.into_iter().enumerate() {
        groups.entry(related.first(at)).or_default().push(row);
    }
    let mut pages: Vec<Vec<PendingRow>> = Vec::new();
    let mut filled = (PAGE_ROWS, 0);
    for group in groups.into_values() {
        let size = (group.len(), group.iter().map(PendingRow::bytes).sum::<usize>());
        if filled.0 + size.0 > PAGE_ROWS || filled.1 + size.1 > PAGE_BYTES {
            pages.push(Vec::new());
            filled = (0, 0);
        }
        for row in group {
            if filled.0 == PAGE_ROWS || filled.1 + row.bytes() > PAGE_BYTES && filled.0 > 0 {
                pages.push(Vec::new());
                filled = (0, 0);
            }
            filled = (filled.0 + 1, filled.1 + row.bytes());
            if let Some(page) = pages.last_mut() {
                page.push(row);
            }
        }
    }
    pages
}

/// Rows by the row that they are related to; the first of a group stands for it.
struct Related(Vec<usize>);

impl Related {
    fn first(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Region;
    use crate::import::ImportRow;

    fn row(line: u64, username: &str, number: &str) -> PendingRow {
        let row = ImportRow::parse([username, "", "", number, "Mobile", "Apple iOS"], Region::default());
        PendingRow { line, row: row.unwrap(), cells: vec![username.to_owned()] }
    }

    fn lines(pages: &[Vec<PendingRow>]) -> Vec<Vec<u64>> {
        pages.iter().map(|page| page.iter().map(|row| row.line).collect()).collect()
    }

    #[test]
    fn who_shares_a_phone_is_on_one_page_with_those_they_share_it_with() {
        let mut rows: Vec<_> = (2..600).map(|line| row(line, &format!("p{line}"), "")).collect();
        rows[0] = row(2, "ada", "+12125550101");
        rows[598 - 1] = row(599, "bo", "+12125550101");
        rows[598 - 2] = row(598, "BO", "+12125550102");
        let pages = lines(&pages(rows));
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[0][..5], [2, 598, 599, 3, 4]);
        assert_eq!((pages[0].len(), pages[1].len()), (500, 98));
    }

    #[test]
    fn a_page_is_bounded_by_rows_and_by_bytes() {
        assert!(pages(Vec::new()).is_empty());
        let related = (2..1_300).map(|line| row(line, "ada", "")).collect();
        assert_eq!(pages(related).iter().map(Vec::len).collect::<Vec<_>>(), [500, 500, 298]);
        let wide = |line| PendingRow { cells: vec!["x".repeat(9_000)], ..row(line, &format!("p{line}"), "") };
        let pages = pages((2..42).map(wide).collect());
        assert!(pages.iter().all(|page| page.iter().map(PendingRow::bytes).sum::<usize>() <= PAGE_BYTES));
        assert_eq!(pages.iter().map(Vec::len).sum::<usize>(), 40);
    }
}
