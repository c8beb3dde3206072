//! Uploaded directory files: the import itself, and its rows in packed items beside it.

use super::Table;
use super::calls::{Expression, Transaction, Written, broken};
use super::design::{self, Key};
use super::items::{self, Item, number, read, text, unpacked};
use futures_util::{StreamExt, TryStreamExt, stream};
use onramp_domain::ImportId;
use onramp_domain::import::{Import, PAGE_BYTES, PAGE_ROWS, PendingRow, RefusedRow, Shown, Stage};
use onramp_usecases::ports::{Answer, ImportStep, Imports};

/// Items that are written or deleted side by side.
const AT_ONCE: usize = 8;

impl Imports for Table {
    async fn begin_import(
        &self,
        import: &Import,
        pages: &[Vec<PendingRow>],
        refused: &[RefusedRow],
        shown: &Shown,
    ) -> Answer<()> {
        let id = &import.import_id;
        let mut rows = vec![items::rows(&Key::shown_rows(id), import, shown)?];
        for (at, page) in pages.iter().enumerate() {
            rows.push(items::rows(&Key::pending_rows(id, at), import, page)?);
        }
        for (at, part) in parts(refused).into_iter().enumerate() {
            rows.push(items::rows(&Key::refused_at_once(id, at), import, &part)?);
        }
        let writes: Vec<_> = rows.into_iter().map(|item| self.put(item)).collect();
        stream::iter(writes).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        self.put(items::import(import)?).await
    }

    async fn import(&self, id: &ImportId) -> Answer<Option<Import>> {
        self.get(&Key::import(id)).await?.map(read).transpose()
    }

    async fn imports_of(&self, subject: &str, limit: usize) -> Answer<Vec<Import>> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name("gsi1")
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .key_condition_expression("gsi1pk = :pk")
            .expression_attribute_values(":pk", text(design::imports_of(subject)));
        let page = ask.send().await.map_err(|e| broken(&e))?;
        page.items.unwrap_or_default().into_iter().map(read).collect()
    }

    async fn pending_rows(&self, id: &ImportId, page: u32) -> Answer<Vec<PendingRow>> {
        let item = self.get(&Key::pending_rows(id, page as usize)).await?;
        item.map_or_else(|| Ok(Vec::new()), |item| unpacked(&item))
    }

    async fn shown_rows(&self, id: &ImportId) -> Answer<Shown> {
        let item = self.get(&Key::shown_rows(id)).await?;
        item.map_or_else(|| Ok(Shown::default()), |item| unpacked(&item))
    }

    async fn refused_rows(&self, import: &Import) -> Answer<Vec<RefusedRow>> {
        let mut rows = Vec::new();
        for prefix in [design::REFUSED_AT_ONCE, design::refused_in(import.stage)] {
            for item in self.beside(&import.import_id, prefix, None).await? {
                rows.append(&mut unpacked(&item)?);
            }
        }
        Ok(rows)
    }

    async fn save_import(&self, step: &ImportStep<'_>) -> Answer<bool> {
        let ImportStep { before, after, shown, refused } = step;
        let mut transaction = Transaction::default();
        let same = Expression::new("version = :version").value(":version", number(before.version));
        transaction.put(self, items::import(after)?, Some(same))?;
        if let Some(shown) = shown {
            transaction.put(self, items::rows(&Key::shown_rows(&after.import_id), after, shown)?, None)?;
        }
        if !refused.is_empty() {
            transaction.put(self, items::rows(&Key::refused_rows(before), after, refused)?, None)?;
        }
        if let Some(event) = after.event() {
            transaction.put(self, items::event(&event)?, None)?;
        }
        Ok(matches!(transaction.run(self).await?, Written::Done))
    }

    async fn forget_rows(&self, import: &Import) -> Answer<()> {
        for prefix in [design::PENDING_ROWS, design::refused_in(Stage::Checked)] {
            self.delete_beside(&import.import_id, prefix).await?;
        }
        Ok(())
    }

    async fn delete_import(&self, id: &ImportId) -> Answer<()> {
        // The import first: one whose rows are half gone is not to be found.
        self.delete(items::key(&Key::import(id))).await?;
        self.delete_beside(id, "").await
    }
}

/// Refused rows in parts that an item holds.
fn parts(refused: &[RefusedRow]) -> Vec<Vec<&RefusedRow>> {
    let mut parts: Vec<Vec<&RefusedRow>> = Vec::new();
    let mut bytes = 0;
    for row in refused {
        let fits = |part: &&mut Vec<_>| part.len() < PAGE_ROWS && bytes + row.bytes() <= PAGE_BYTES;
        if let Some(part) = parts.last_mut().filter(fits) {
            part.push(row);
        } else {
            parts.push(vec![row]);
            bytes = 0;
        }
        bytes += row.bytes();
    }
    parts
}

impl Table {
    async fn put(&self, item: Item) -> Answer<()> {
        let ask = self.client.put_item().table_name(&self.name).set_item(Some(item));
        ask.send().await.map(drop).map_err(|e| broken(&e))
    }

    async fn delete(&self, key: Item) -> Answer<()> {
        let ask = self.client.delete_item().table_name(&self.name).set_key(Some(key));
        ask.send().await.map(drop).map_err(|e| broken(&e))
    }

    async fn delete_beside(&self, id: &ImportId, prefix: &str) -> Answer<()> {
        let keys = self.beside(id, prefix, Some("pk, sk")).await?;
        let deletes: Vec<_> = keys.into_iter().map(|key| self.delete(key)).collect();
        stream::iter(deletes).buffer_unordered(AT_ONCE).try_collect::<()>().await
    }

    /// What stands beside an import whose sort key begins like that: whole, or these attributes of it.
    async fn beside(&self, id: &ImportId, prefix: &str, attributes: Option<&str>) -> Answer<Vec<Item>> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let ask = self
                .client
                .query()
                .table_name(&self.name)
                .consistent_read(true)
                .key_condition_expression("pk = :pk")
                .expression_attribute_values(":pk", text(design::imported(id)))
                .set_projection_expression(attributes.map(str::to_owned))
                .set_exclusive_start_key(after);
            let ask = if prefix.is_empty() {
                ask
            } else {
                ask.key_condition_expression("pk = :pk AND begins_with(sk, :prefix)")
                    .expression_attribute_values(":prefix", text(prefix))
            };
            let page = ask.send().await.map_err(|e| broken(&e))?;
            all.extend(page.items.unwrap_or_default());
            after = page.last_evaluated_key;
            if after.is_none() {
                return Ok(all);
            }
        }
    }
}
