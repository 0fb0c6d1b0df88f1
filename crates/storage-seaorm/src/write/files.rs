use latchstring_domain::branding::{FileKey, StoredFile};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use super::step::{Planned, Steps};
use crate::entity::files::{Column, Entity};
use crate::row;

/// The key is the content's, so a row that is there already is this one.
pub(super) fn put(to: &mut Steps, file: &StoredFile) -> Planned {
    let unless_there = OnConflict::column(Column::Key).do_nothing_on([Column::Key]).to_owned();
    let row = row::files::write(file).into_active_model();
    to.run(&Entity::insert(row).on_conflict(unless_there));
    Ok(())
}

pub(super) fn take_away(to: &mut Steps, key: &FileKey) -> Planned {
    to.run(&Entity::delete_many().filter(Column::Key.eq(key.as_bytes().to_vec())));
    Ok(())
}
