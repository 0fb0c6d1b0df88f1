//! The whole contract of `storage`, on the store in memory.
#![cfg(test)]

use latchstring_storage_memory::MemoryStore;
use latchstring_storage_testing::Harness;

async fn store() -> Harness {
    Harness::new(MemoryStore::new())
}

latchstring_storage_testing::contract!(store);
