use crate::invitation::Visit;

/// Where the pages leave word that a link was fetched, without waiting for it to be written down.
///
/// Whoever implements it writes each visit down with [`crate::invitation::record_visit`], off the request's path, or
/// drops it: a storm of requests must neither slow a page nor grow a queue, and losing a visit costs nothing.
pub trait Visits: Send + Sync {
    /// Takes a visit. Returns at once, whether there is room for it or not.
    fn note(&self, visit: Visit);
}
