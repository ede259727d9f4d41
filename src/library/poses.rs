//! The shared poses of the figure, and the figures of the routines that are built in.

use std::sync::LazyLock;

use super::built_in;
use super::cautions::signs_or_stop;
use crate::figure::PoseBook;
use crate::problem::Problem;

/// The poses and figures that are built in.
pub fn poses() -> &'static PoseBook {
    static POSES: LazyLock<PoseBook> = LazyLock::new(|| {
        PoseBook::read(built_in::POSES).expect("a test reads the poses that are built in")
    });
    &POSES
}

/// Everything that is wrong with the signs and words of a file of poses.
pub fn poses_problems(text: &str) -> Vec<Problem> {
    let help = "write it like `routines/poses.ron`: `(poses: [..], figures: [..])`";
    signs_or_stop(text, PoseBook::read(text).err(), "these are no poses", help)
}
