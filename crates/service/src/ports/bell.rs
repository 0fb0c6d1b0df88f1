/// Rings whoever works on the outbox in this process, when something was put into it.
///
/// Nothing depends on it but how soon the work begins: an entry that nobody heard of is found at the next look.
pub trait Bell: Send + Sync {
    /// Says that there is something to do. Must not block.
    fn ring(&self);
}
