# kubectl や他のプログラムの行から分かること

## kubelet とランタイムの行から分かる、コンテナーのその後

ended-noticed = { $code ->
    [none] コンテナーは終了し、ランタイムは強制終了に気付いていました。Kubernetes は理由を OOMKilled と表示します
   *[other] コンテナーは終了コード { $code } で終了し、ランタイムは強制終了に気付いていました。Kubernetes は理由を OOMKilled と表示します
}
ended-unnoticed = { $code ->
    [none] コンテナーは終了しましたが、ランタイムの行は強制終了に触れていません。kubectl には OOMKilled ではなく Error と表示される見込みです
   *[other] コンテナーは終了コード { $code } で終了しましたが、ランタイムの行は強制終了に触れていません。kubectl には OOMKilled ではなく Error と表示される見込みです
}
ended = { $code ->
    [none] コンテナーは終了しました
   *[other] コンテナーは終了コード { $code } で終了しました
}
lived-on-noticed = ランタイムは強制終了に気付いていましたが、コンテナーは動き続けました。kubectl には再起動が表示されず、OOMKilled はコンテナーが終了してから表示されます
lived-on = コンテナーは動き続けました。kubectl には再起動も理由も表示されません
lived-on-arithmetic = 強制終了後 1 分間のログにこのコンテナーの終了はなく、その後の時間帯にはほかの終了が記録されています
container-by-pid = カーネルの行にコンテナーの名前はありません。{ $line } 行目によると、最初のプロセスの pid が強制終了されたプロセスと同じで、同じ時刻に終了したコンテナーです

## Kubernetes での終了の表示

reason-none = なし
how-by-reason = 理由 { $reason }
how-by-reason-and-code = 理由 { $reason }、終了コード { $code }
end-shown-later = { $teller } によると、コンテナー { $name } は後で終了しました ({ $how })
end-shown-agrees = { $teller } に表示されるコンテナー { $name } のこの終了 ({ $how }) は、ログと一致しています
end-shown-hides = { $teller } に表示されるコンテナー { $name } のこの終了 ({ $how }) からは、カーネルが強制終了したことが分かりません
end-shown-silent = { $teller } に表示されるコンテナー { $name } のこの終了 ({ $how }) は、カーネルによる強制終了に触れていません
end-running-asked-before = kubectl では、このコンテナー { $name } は実行中と表示されています。コンテナーが終了する前の情報です
end-running-silent = kubectl では、このコンテナー { $name } は実行中と表示されています。強制終了されたのはコンテナーの最初のプロセスではなく、強制終了は表に現れていません
end-running-either = kubectl では、このコンテナー { $name } は実行中と表示されています。強制終了されたのがコンテナーの最初のプロセスではなかったか、強制終了より前の情報です
end-not-shown = kubectl には、コンテナー { $name } のこの終了は表示されません。Kubernetes が保持するのはコンテナーの直近 2 回の終了です

## 再起動

restarts-seen = コンテナー { $name } の再起動は kubectl では { $restarts } 回、ログの OOMキルは { $kills } 件です
restarts-seen-all-after = コンテナー { $name } の再起動は kubectl では { $restarts } 回、ログの OOMキルは { $kills } 件で、いずれも kubectl の情報より後です
restarts-seen-some-after = コンテナー { $name } の再起動は kubectl では { $restarts } 回、ログの OOMキルは { $kills } 件です (うち { $after } 件は kubectl の情報より後)
restarts-agree = { $seen }。両者は一致しています
restarts-agree-yet = { $seen }。最後の終了の後に再起動が (まだ) ないため、両者は一致しています
restarts-more-ends = { $seen }。{ $ends } 回の終了は、原因が別にあるか、このログの範囲外です
restarts-silent = { $seen }。{ $silent } 件は表に現れていません
restarts-arithmetic = kubectl の情報より前の OOMキル { $before } 件、後の OOMキル { $after } 件、コンテナーの終了 { $ends } 回

## Pod の定義にある上限

what-of-container = コンテナー { $name } の上限
what-pods-own = Pod 自身に設定された (pod-level resources) 上限
what-of-only-container = 唯一のコンテナー { $name } の、実質的にはコンテナーの上限
what-sum = コンテナーの上限から求めた値
limit-as-listed = 達した上限 { $enforced } は、{ $what }です
limit-changed = 達した上限は { $enforced } ですが、Pod の一覧では、{ $what }は { $listed } です。その間に変更されています
sum-of-init = init コンテナーの { $init } ({ $sum } より大きい)
sum-with-overhead = { $sum } + オーバーヘッド { $overhead }

## イベント

event-names-kill = ノードのイベント { $reason } がこの強制終了を挙げています
events-of-pod = この Pod のイベント: { $events }。カーネルによる強制終了そのものを示すものはありません

## Allocatable

rule-aks-tiers = AKS (1.28 まで) の規則: 最初の 4 GiB の 25%、次の 4 GiB の 20%、次の 8 GiB の 10%、次の 112 GiB の 6%、残りの 2% を予約し、空きが 750Mi を下回ると Pod を退避 (eviction) させる
rule-aks-pods = AKS (1.29 以降) の規則: Pod ごとに 20Mi と 50Mi (メモリの 25% まで) を予約し、空きが 100Mi を下回ると Pod を退避 (eviction) させる
rule-eks = EKS の規則: Pod ごとに 11Mi と 255Mi を予約し、空きが 100Mi を下回ると Pod を退避 (eviction) させる
rule-gke = GKE の規則: 最初の 4 GiB の 25%、次の 4 GiB の 20%、次の 8 GiB の 10%、次の 112 GiB の 6%、残りの 2% を予約し、空きが 100Mi を下回ると Pod を退避 (eviction) させる
rule-kubelet = kubelet の既定値: 予約はなく、空きが 100Mi を下回ると Pod を退避 (eviction) させる
allocatable-by-rule = { $node } が Pod に割り当てられるのは { $allocatable } です ({ $rule })。すべての Pod を合わせて { $pods } まで使えます
allocatable-by-rule-as-printed = { $node } が Pod に割り当てられるのは { $allocatable } です ({ $rule })。すべての Pod を合わせて { $pods } まで使えます。これはカーネルが出力した上限と同じです
allocatable-by-rule-otherwise = { $node } が Pod に割り当てられるのは { $allocatable } です ({ $rule })。すべての Pod を合わせて { $pods } まで使えますが、カーネルが出力した上限は { $printed } です
allocatable-sum = { $capacity } − 予約 { $reserved } = 全 Pod で { $pods }、− 退避のしきい値 { $eviction } = { $allocatable }
allocatable-sum-of-vm = { $capacity } − 予約 { $reserved } (VM のサイズ { $size }) = 全 Pod で { $pods }、− 退避のしきい値 { $eviction } = { $allocatable }
allocatable-by-kernel = { $node } の容量は { $capacity } で、すべての Pod を合わせて { $limit } まで使え、割り当てられるのは { $allocatable } です。{ $reserved } が予約され、空きが { $eviction } を下回ると Pod が退避 (eviction) させられます。この値は各プロバイダーの通常の規則とは一致せず、kubelet の設定によるものです
allocatable-own = { $node } の容量は { $capacity } で、Pod に割り当てられるのは { $allocatable } です。{ $withheld } は予約されているか、退避 (eviction) のために空けられています。この値は各プロバイダーの通常の規則とは一致せず、kubelet の設定によるものです
