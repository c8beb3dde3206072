//! Cells of a table that a spreadsheet opens.

/// What a spreadsheet would take for a formula.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// What a spreadsheet would take for a formula gets an apostrophe before it.
pub fn harmless(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// A cell without the apostrophe that [`harmless`] put before it.
pub fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_harmless_reads_back() {
        for cell in ["=1+1", "+12125550101", "-", "@x", "\tx", "'tis", "", "ada"] {
            let shown = harmless(cell.to_owned());
            assert!(!is_formula(&shown), "{shown}");
            assert_eq!(plain(&shown), cell);
        }
    }
}
