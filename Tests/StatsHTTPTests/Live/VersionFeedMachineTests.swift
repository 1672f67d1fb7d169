import Testing

@testable import StatsHTTP

@Suite struct VersionFeedMachineTests {
  private typealias Machine = VersionFeedMachine

  private func notices(_ numbers: ClosedRange<Int64>) -> [VersionNotice] {
    numbers.map(VersionNotice.sample)
  }

  /// A machine that knows a version.
  private func machine(at version: Int64, limit: Int = 2) -> Machine {
    var machine = Machine(limit: limit)
    _ = machine.note(version)
    _ = machine.learned([.sample(version)], for: .only(version))
    return machine
  }

  @Test func `the first version is looked up alone, not all before it`() {
    var machine = Machine(limit: 1)
    let isNews = machine.note(40)

    #expect(isNews)
    #expect(machine.question == .only(40))
    let items = machine.learned([.sample(40)], for: .only(40))
    #expect(items == [.version(.sample(40))])
    #expect(machine.question == nil)
  }

  @Test func `a version that is known already asks for nothing`() {
    var machine = machine(at: 5)
    let isNews = machine.note(5)

    #expect(!isNews)
  }

  @Test func `every version in between is told, once and in order`() {
    var machine = machine(at: 5)
    let isNews = machine.note(8)
    let question = machine.question
    let items = machine.learned(notices(6...8), for: .behind(5))
    let again = machine.learned(notices(6...8), for: .behind(5))

    #expect(isNews && question == .behind(5))
    #expect(items == notices(6...8).map { .version($0) })
    #expect(again.isEmpty)
  }

  @Test func `what was committed while looking is told too and not looked up again`() {
    var machine = machine(at: 5)
    _ = machine.note(6)
    let items = machine.learned(notices(6...7), for: .behind(5))
    let isNews = machine.note(7)

    #expect(items == notices(6...7).map { .version($0) })
    #expect(!isNews)
  }

  @Test func `a tale that is too long becomes one reset, and goes on behind it`() {
    var machine = machine(at: 0)
    let end = Int64(Machine.longestTale) + 1
    _ = machine.note(end + 1)
    let items = machine.learned(notices(1...end), for: .behind(0))

    #expect(items == [.reset(.sample(end), .tooManyMissed)])
    #expect(machine.question == .behind(end))
  }

  @Test func `a database that went back is told as a reset`() {
    var machine = machine(at: 9)
    let isNews = machine.note(4)
    let question = machine.question
    let items = machine.learned([.sample(4)], for: .only(4))

    #expect(isNews && question == .only(4))
    #expect(items == [.reset(.sample(4), .wentBack)])
    #expect(machine.newest == .sample(4))
  }

  @Test func `an answer for another version than the one asked tells nothing`() {
    var machine = Machine(limit: 1)
    _ = machine.note(4)
    let other = machine.learned([.sample(5)], for: .only(4))
    let none = machine.learned([], for: .only(4))

    #expect(other.isEmpty && none.isEmpty)
    #expect(machine.newest == nil)
  }

  @Test func `no more listen than may, and who leaves makes room`() throws {
    var machine = machine(at: 1, limit: 2)
    let (first, newest) = try machine.listen()
    _ = try machine.listen()

    #expect(newest == .sample(1))
    #expect(throws: Machine.Refusal.full) { try machine.listen() }
    machine.leave(first)
    machine.leave(first)
    #expect(throws: Never.self) { try machine.listen() }
    #expect(machine.listeners.count == 2)
  }

  @Test func `a closed feed lets nobody in and asks for nothing`() {
    var machine = machine(at: 1)

    machine.close()

    #expect(throws: Machine.Refusal.closed) { try machine.listen() }
    let isNews = machine.note(2)
    #expect(!isNews)
  }
}
