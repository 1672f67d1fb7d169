import Glibc
import Procedures

/// The wall clock, read in the command only; everything below takes time as a value.
enum SystemClock {
  /// Now, to the microsecond.
  static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    let seconds = Int64(time.tv_sec) - 946_684_800
    return Instant(microsecondsSince2000: seconds * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// Today in Asia/Ho_Chi_Minh.
  static var today: CalendarDay { now.dayInHoChiMinh }
}
