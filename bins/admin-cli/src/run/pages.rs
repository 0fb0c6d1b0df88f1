use latchstring_service::{Failure, Listing, MAX_PER_PAGE};

/// The first `limit` items of a list after a place in it, read page by page, and the place to go on after when there
/// are more.
pub(super) async fn collect<Item, Id: Copy>(
    limit: usize,
    mut last: Option<Id>,
    read: impl AsyncFn(Option<Id>, u32) -> Result<Listing<Item, Id>, Failure>,
) -> Result<(Vec<Item>, Option<Id>), Failure> {
    let mut items = Vec::new();
    loop {
        let wanted =
            u32::try_from(limit.saturating_sub(items.len())).unwrap_or(MAX_PER_PAGE).min(MAX_PER_PAGE);
        let page = read(last, wanted).await?;
        items.extend(page.items);
        last = page.next;
        if last.is_none() || items.len() >= limit {
            return Ok((items, last));
        }
    }
}
