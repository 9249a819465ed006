import Matters

extension ActionStepClient {
    /// Reads one facet of many matters with few requests: the system takes lists of ids. Matters are always asked for
    /// themselves too, because a matter that is gone and one without notes look the same from the notes' side.
    func fetch(_ facets: Facets, of matters: [SourceRef]) async throws(PracticeFailure) -> [MatterSnapshot] {
        let refs = matters.filter(ActionStepURL.isID)
        async let details = result(of: refs, details)
        async let parties = result(of: refs, parties, if: facets.contains(.parties))
        async let documents = result(of: refs, documents, if: facets.contains(.documents))
        async let notes = result(of: refs, notes, if: facets.contains(.notes))
        async let values = result(of: refs, values, if: facets.contains(.values))
        async let tasks = result(of: refs, tasks, if: facets.contains(.tasks))
        async let timeEntries = result(of: refs, timeEntries, if: facets.contains(.money))
        async let disbursements = result(of: refs, disbursements, if: facets.contains(.money))
        let read = try FetchedFacets(
            details: await details.get() ?? [:], parties: await parties.get(), documents: await documents.get(),
            notes: await notes.get(), values: await values.get(), tasks: await tasks.get(),
            timeEntries: await timeEntries.get(), disbursements: await disbursements.get())
        return matters.map { read.snapshot(of: $0, facets) }
    }

    /// Nil for a facet that is not wanted.
    private func result<Value: Sendable>(
        of refs: [SourceRef], _ read: ([SourceRef]) async throws(PracticeFailure) -> Value?, if isWanted: Bool = true
    ) async -> Result<Value?, PracticeFailure> {
        do { return .success(isWanted ? try await read(refs) : nil) } catch { return .failure(error) }
    }

    private func details(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: MatterDetails] {
        var envelopes: [ActionStepEnvelope] = []
        for ids in ActionStepURL.chunks(refs) { envelopes += try await actions(ids[...]) }
        let types = try await missing("actiontypes", envelopes) { $0.link("actionType") }
        let steps = try await missing("steps", envelopes) { $0.link("step") }
        let people = try await missing("participants", envelopes) { $0.link("assignedTo") }
        var details: [SourceRef: MatterDetails] = [:]
        for envelope in envelopes {
            for record in envelope.records {
                details[record.id] = record.details(
                    type: record.link("actionType").flatMap { envelope.linked("actiontypes", $0) ?? types[$0] },
                    step: record.link("step").flatMap { envelope.linked("steps", $0) ?? steps[$0] },
                    assignedTo: record.link("assignedTo").flatMap { envelope.linked("participants", $0) ?? people[$0] })
            }
        }
        return details
    }

    /// One id that does not exist may fail the whole list with 404; then its halves are asked for, until the missing
    /// one stands alone. What a list leaves out is asked for alone as well: that a matter is gone takes access from
    /// everybody on it, so only a 404 for this one id is believed.
    private func actions(_ ids: ArraySlice<String>) async throws(PracticeFailure) -> [ActionStepEnvelope] {
        do throws(PracticeFailure) {
            let query = [("include", "actionType,step,assignedTo"), ("pageSize", "\(ActionStepAPI.pageSize)")]
            let envelope = try await api.get("actions", "/" + ids.joined(separator: ","), query)
            let shown = Set(envelope.records.map(\.id))
            let hidden = ids.indices.filter { !shown.contains(ids[$0]) }
            guard hidden.isEmpty || ids.count > 1 else { throw .malformed("actions: neither shown nor denied") }
            var envelopes = [envelope]
            for index in hidden { envelopes += try await actions(ids[index...index]) }
            return envelopes
        } catch .notFound {
            guard ids.count > 1 else { return [] }
            let middle = ids.startIndex + ids.count / 2
            return try await actions(ids[..<middle]) + actions(ids[middle...])
        }
    }

    private func parties(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [Party]] {
        let envelopes = try await children("actionparticipants", of: refs, [("include", "participant,participantType")])
        let people = try await missing("participants", envelopes) { $0.personRef }
        let roles = try await missing("participanttypes", envelopes) { $0.roleRef }
        return try group(envelopes, refs) { record, envelope in
            guard let roleRef = record.roleRef, let personRef = record.personRef else { return nil }
            return record.party(
                role: envelope.linked("participanttypes", roleRef) ?? roles[roleRef], roleRef: roleRef,
                person: envelope.linked("participants", personRef) ?? people[personRef], personRef: personRef)
        }
    }

    /// Records that `include` should have brought along, and did not. What cannot be had even so is shown by its id.
    private func missing(
        _ resource: String, _ envelopes: [ActionStepEnvelope], _ ref: (ActionStepRecord) -> String?
    ) async throws(PracticeFailure) -> [String: ActionStepRecord] {
        let wanted = Set(
            envelopes.flatMap { envelope in
                envelope.records.compactMap(ref).filter { envelope.linked(resource, $0) == nil }
            })
        return try await records(resource, wanted)
    }

    /// By id, as far as there are any.
    func records(
        _ resource: String, _ wanted: Set<String>
    ) async throws(PracticeFailure) -> [String: ActionStepRecord] {
        var found: [String: ActionStepRecord] = [:]
        for ids in ActionStepURL.chunks(wanted.filter(ActionStepURL.isComposedID).sorted()) {
            do throws(PracticeFailure) {
                let query = [("pageSize", "\(ActionStepAPI.pageSize)")]
                let envelope = try await api.get(resource, "/" + ids.joined(separator: ","), query)
                for record in envelope.records { found[record.id] = record }
            } catch .notFound {}
        }
        return found
    }

    private func documents(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [Document]] {
        let envelopes = try await children("actiondocuments", of: refs, [("fields", ":default,file,fileName,folder")])
        let cabinet = try await FilingCabinet(folders: folders(for: envelopes, of: refs), tags: tags(of: envelopes))
        return try group(envelopes, refs) { record, _ in
            record.flag("isDeleted") ? nil : record.document(filing: cabinet.filing(of: record))
        }
    }

    private func notes(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [Note]] {
        let envelopes = try await children("filenotes", of: refs)
        let cabinet = FilingCabinet(folders: [:], tags: try await tags(of: envelopes))
        return try group(envelopes, refs) { record, _ in record.note(tags: cabinet.tags(of: record)) }
    }

    private func values(of refs: [SourceRef]) async throws(PracticeFailure) -> [SourceRef: [DataValue]] {
        let include = [("include", "dataCollectionField,dataCollection")]
        let envelopes = try await children("datacollectionrecordvalues", of: refs, include)
        let fields = try await missing("datacollectionfields", envelopes) { $0.fieldRef }
        let collections = try await missing("datacollections", envelopes) { $0.collectionRef }
        return try group(envelopes, refs) { record, envelope in
            record.dataValue(
                field: record.fieldRef.flatMap { envelope.linked("datacollectionfields", $0) ?? fields[$0] },
                collection: record.collectionRef.flatMap { envelope.linked("datacollections", $0) ?? collections[$0] })
        }
    }

    func children(
        _ resource: String, of refs: [SourceRef], _ query: [(String, String)] = []
    ) async throws(PracticeFailure) -> [ActionStepEnvelope] {
        var envelopes: [ActionStepEnvelope] = []
        for ids in ActionStepURL.chunks(refs) {
            envelopes += try await api.all(resource, [("action", ids.joined(separator: ","))] + query)
        }
        return envelopes
    }

    /// Sorts rows to the matters that were asked for; what belongs to others is left out, and a row that came on two
    /// pages is taken once.
    func group<Value>(
        _ envelopes: [ActionStepEnvelope], _ refs: [SourceRef], _ read: (ActionStepRecord, ActionStepEnvelope) -> Value?
    ) throws(PracticeFailure) -> [SourceRef: [Value]] {
        var groups = Dictionary(refs.map { ($0, [Value]()) }) { first, _ in first }
        var seen: Set<String> = []
        for envelope in envelopes {
            for record in envelope.records where seen.insert(record.id).inserted {
                guard let matter = record.matterRef ?? (refs.count == 1 ? refs[0] : nil) else {
                    throw .malformed("\(record.id): no matter")
                }
                guard groups[matter] != nil, let value = read(record, envelope) else { continue }
                groups[matter]?.append(value)
            }
        }
        return groups
    }
}

/// What the requests of one fetch brought, by matter.
private struct FetchedFacets {
    let details: [SourceRef: MatterDetails]
    let parties: [SourceRef: [Party]]?
    let documents: [SourceRef: [Document]]?
    let notes: [SourceRef: [Note]]?
    let values: [SourceRef: [DataValue]]?
    let tasks: [SourceRef: [MatterTask]]?
    let timeEntries: [SourceRef: [TimeEntry]]?
    let disbursements: [SourceRef: [Disbursement]]?

    func snapshot(of ref: SourceRef, _ facets: Facets) -> MatterSnapshot {
        guard let details = details[ref] else { return MatterSnapshot(ref: ref, exists: false) }
        var snapshot = MatterSnapshot(
            ref: ref, details: facets.contains(.details) ? details : nil, parties: parties?[ref],
            documents: documents?[ref], notes: notes?[ref], values: values?[ref], tasks: tasks?[ref],
            timeEntries: timeEntries?[ref], disbursements: disbursements?[ref])
        snapshot.withheld = withheld(of: facets)
        return snapshot
    }
    private func withheld(of facets: Facets) -> [String] {
        let parts: [(facet: Facets, name: String, isHere: Bool)] = [
            (.tasks, "tasks", tasks != nil), (.money, "timeentries", timeEntries != nil),
            (.money, "disbursements", disbursements != nil),
        ]
        return parts.filter { facets.contains($0.facet) && !$0.isHere }.map(\.name)
    }
}
