//! A body on its way from one pose to another, and the eye that may go round it meanwhile.

use std::borrow::Cow;
use std::ptr;

use super::{Scene, Stance, Viewpoint};
use crate::routine::figure::Decimal;

/// Where the body is at a moment.
#[derive(Clone, Copy, Debug)]
pub struct BodyMoment<'a> {
    pub scene: &'a Scene,
    pub from: &'a Stance,
    pub to: &'a Stance,
    /// How far it is from one to the other, 0 to 1, eased already.
    pub part: f32,
    /// Whether it will be elsewhere later in this phase.
    pub moves: bool,
    /// The scene of the other side, where it comes from there: the eye goes round meanwhile.
    pub other: Option<&'a Scene>,
}

impl<'a> BodyMoment<'a> {
    /// The same where it comes from, and where it goes.
    pub fn begun(&self) -> BodyMoment<'a> {
        BodyMoment { part: 0.0, ..*self }
    }

    pub fn done(&self) -> BodyMoment<'a> {
        BodyMoment { part: 1.0, ..*self }
    }

    /// Whether it keeps still.
    pub fn is_one_pose(&self) -> bool {
        ptr::eq(self.from, self.to)
    }

    /// Whether it comes back to the starting position.
    pub fn ends_at_start(&self) -> bool {
        self.scene
            .poses
            .first()
            .is_some_and(|start| ptr::eq(&**start, self.to))
    }

    /// The pose that it goes to, or came from, where that stands behind it as a shadow.
    pub fn shadow(&self) -> Option<&'a Stance> {
        let wanted = self.scene.figure.ghost == Some(true) && self.other.is_none();
        let shadow = match self.part {
            _ if self.is_one_pose() => self.scene.poses.first()?,
            part if part < 1.0 => self.to,
            _ => self.from,
        };
        (wanted && !(self.is_one_pose() && self.ends_at_start())).then_some(shadow)
    }

    /// The scene as the eye sees it now.
    pub fn seen(&self) -> Cow<'a, Scene> {
        let Some(other) = self.other else {
            return Cow::Borrowed(self.scene);
        };
        let ((from, _), (to, up)) = (other.figure.eye(), self.scene.figure.eye());
        // The shorter way round, which leads behind the body where the eye is behind it.
        let around = from + ((to - from + 540.0).rem_euclid(360.0) - 180.0) * self.part;
        let mut seen = if self.part < 0.5 { other } else { self.scene }.clone();
        seen.figure.view = Some(Viewpoint::Eye {
            around: Decimal(around),
            up: Decimal(up),
        });
        Cow::Owned(seen)
    }
}
