//! How workspaces look.

use latchstring_domain::branding::{Branding, FileKey, StoredFile};

use super::{Applied, rows};
use crate::state::State;

pub(super) fn create(state: &mut State, row: Branding) -> Applied {
    rows::workspace_exists(state, row.workspace_id)?;
    rows::create(&mut state.brandings, row)
}

pub(super) fn put_file(state: &mut State, file: StoredFile) -> Applied {
    rows::workspace_exists(state, file.workspace_id)?;
    if !state.files.contains(&file.key) {
        state.files.put(file.key, file);
    }
    Ok(())
}

pub(super) fn drop_file(state: &mut State, key: FileKey) -> Applied {
    state.files.remove(&key);
    Ok(())
}
