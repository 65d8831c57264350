# kubectl や他のプログラムの行から分かること

## kubelet とランタイムの行から分かる、コンテナーのその後

ended-noticed = { $code ->
    [none] コンテナーは終了し、ランタイムは OOM を検知していました。kubectl describe pod には理由 OOMKilled が表示されます
   *[other] コンテナーは終了コード { $code } で終了し、ランタイムは OOM を検知していました。kubectl describe pod には理由 OOMKilled が表示されます
}
ended-unnoticed = { $code ->
    [none] コンテナーは終了しましたが、ランタイムのログに OOM イベントはありません。kubectl describe pod に表示される理由は OOMKilled ではなく Error と考えられます
   *[other] コンテナーは終了コード { $code } で終了しましたが、ランタイムのログに OOM イベントはありません。kubectl describe pod に表示される理由は OOMKilled ではなく Error と考えられます
}
ended = { $code ->
    [none] コンテナーは終了しました
   *[other] コンテナーは終了コード { $code } で終了しました
}
lived-on-noticed = ランタイムは OOM を検知していましたが、コンテナーは動き続けました。kubectl に再起動は表示されず、OOMKilled はコンテナーの終了後に表示されます。kubectl describe pod の再起動回数で確認できます
lived-on = コンテナーは動き続けました。kubectl には再起動も理由も表示されません。kubectl describe pod の再起動回数で確認できます
lived-on-arithmetic = 強制終了後 1 分間のログにこのコンテナーの終了はなく、その後の時間帯にはほかの終了が記録されています
container-by-pid = カーネルの行にコンテナーの名前はありません。{ $line } 行目から、メインプロセスの PID が強制終了されたプロセスと同じで、同じ時刻に終了したコンテナーが分かります。ノードにコンテナーが残っていれば crictl inspect で確認できます

## Kubernetes での終了の表示

reason-none = なし
how-by-reason = 理由 { $reason }
how-by-reason-and-code = 理由 { $reason }、終了コード { $code }
end-shown-later = { $teller } によると、コンテナー { $name } は後で終了しました ({ $how })
end-shown-agrees = { $teller } では、コンテナー { $name } の終了は { $how } と表示されており、ログと一致します
end-shown-hides = { $teller } では、コンテナー { $name } の終了は { $how } と表示されていますが、実際は OOM キルです
end-shown-silent = { $teller } では、コンテナー { $name } の終了は { $how } と表示されています。この表示だけでは、ログにある OOM キルは分かりません
end-running-asked-before = kubectl では、コンテナー { $name } は実行中と表示されています。コンテナーが終了する前の情報です
end-running-silent = kubectl では、コンテナー { $name } は実行中と表示されています。強制終了されたのはコンテナーのメインプロセスではなく、kubectl に強制終了は表示されません
end-running-either = kubectl では、コンテナー { $name } は実行中と表示されています。強制終了されたのがコンテナーのメインプロセスではなかったか、強制終了より前の情報です
end-not-shown = kubectl に、コンテナー { $name } のこの終了は表示されていません。Kubernetes に表示されるのは、コンテナーの現在の状態と直前の終了だけです

## 再起動

restarts-seen = コンテナー { $name } の再起動は kubectl では { $restarts } 回、ログの OOM キルは { $kills } 件です
restarts-seen-all-after = コンテナー { $name } の再起動は kubectl では { $restarts } 回、ログの OOM キルは { $kills } 件で、いずれも kubectl の情報より後です
restarts-seen-some-after = コンテナー { $name } の再起動は kubectl では { $restarts } 回、ログの OOM キルは { $kills } 件です (うち { $after } 件は kubectl の情報より後)
restarts-agree = { $seen }。両者は一致しています
restarts-agree-yet = { $seen }。一覧には最後の OOM キルの後の再起動がないため、両者は一致しています
restarts-more-ends = { $seen }。{ $ends } 回の終了は、原因が別にあるか、このログの範囲外です
restarts-silent = { $seen }。この { $silent } 件ではコンテナーが再起動していません
restarts-arithmetic = kubectl の情報より前の OOM キル { $before } 件、後の OOM キル { $after } 件、コンテナーの終了 { $ends } 回

## Pod の定義にある上限

what-of-container = コンテナー { $name } の上限
what-pods-own = Pod 自身の上限 (Pod レベルのリソース)
what-of-only-container = Pod 内で唯一のコンテナー { $name } の上限
what-sum = コンテナーの上限の合計
what-of-only-container-and-overhead = Pod 内で唯一のコンテナー { $name } の上限と Pod のオーバーヘッド (RuntimeClass) の合計
what-sum-and-overhead = コンテナーの上限と Pod のオーバーヘッド (RuntimeClass) の合計
what-init = 最大の init コンテナーのための上限 (コンテナーの上限の合計より大きい)
limit-as-listed = 達した上限 { $enforced } は、{ $what }と同じ値です
limit-rounded = 達した上限 { $enforced } は、{ $what } { $listed } をページ単位に切り捨てた値です
limit-changed = 達した上限は { $enforced } ですが、Pod の一覧では、{ $what }は { $listed } です。その間に上限が変更されたか、一覧が同じ名前の別の Pod のものか、一覧に RuntimeClass のオーバーヘッドが含まれていません
sum-of-init = init コンテナーの { $init } ({ $sum } より大きい)
sum-with-overhead = { $sum } + オーバーヘッド { $overhead }

## イベント

event-names-kill = ノードのイベント { $reason } に、この強制終了が記録されています
events-of-pod = Pod のイベント: { $events }。コンテナーや Pod の上限による強制終了そのものは、Kubernetes のイベントに記録されません

## Allocatable

rule-aks-tiers = AKS (1.28 まで) の規則: 最初の 4 GiB の 25%、次の 4 GiB の 20%、次の 8 GiB の 10%、次の 112 GiB の 6%、残りの 2% を予約し、空きが 750Mi を下回ると Pod を退避させる
rule-aks-pods = AKS (1.29 以降) の規則: ノードの最大 Pod 数 × 20Mi + 50Mi (ただしメモリの 25% が上限) を予約し、空きが 100Mi を下回ると Pod を退避させる
rule-eks = EKS の規則: ノードの最大 Pod 数 × 11Mi + 255Mi を予約し、空きが 100Mi を下回ると Pod を退避させる
rule-gke = GKE の規則: 最初の 4 GiB の 25%、次の 4 GiB の 20%、次の 8 GiB の 10%、次の 112 GiB の 6%、残りの 2% を予約し、空きが 100Mi を下回ると Pod を退避させる
rule-kubelet = kubelet の既定値: 予約はなく、空きが 100Mi を下回ると Pod を退避させる
allocatable-by-rule = { $node } の割り当て可能 (Allocatable) なメモリは { $allocatable } です ({ $rule })。全 Pod を合わせて { $pods } まで使用できます
allocatable-by-rule-as-printed = { $node } の割り当て可能 (Allocatable) なメモリは { $allocatable } です ({ $rule })。全 Pod を合わせて { $pods } まで使用できます。これはカーネルが出力した上限と同じです
allocatable-by-rule-otherwise = { $node } の割り当て可能 (Allocatable) なメモリは { $allocatable } です ({ $rule })。全 Pod を合わせて { $pods } まで使用できますが、カーネルが出力した上限は { $printed } です
allocatable-sum = { $capacity } − 予約 { $reserved } = 全 Pod で { $pods }。{ $pods } − 退避のしきい値 { $eviction } = Allocatable { $allocatable }
allocatable-sum-of-vm = { $capacity } − 予約 { $reserved } (VM のサイズ { $size }) = 全 Pod で { $pods }。{ $pods } − 退避のしきい値 { $eviction } = Allocatable { $allocatable }
allocatable-by-kernel = { $node } の容量は { $capacity } です。全 Pod を合わせて { $limit } まで使用でき、そのうち割り当て可能 (Allocatable) なのは { $allocatable } です。{ $reserved } が予約され、空きが { $eviction } を下回ると Pod が退避されます。この値は各プロバイダーの通常の規則とは一致しないため、kubelet の設定によるものです
allocatable-own = { $node } の容量は { $capacity } で、割り当て可能 (Allocatable) なのは { $allocatable } です。{ $withheld } は予約されているか、退避のしきい値として確保されています。この値は各プロバイダーの通常の規則とは一致しないため、kubelet の設定によるものです

## Pod の所属

# $kind: Deployment、StatefulSet など、$name: shop/cart
workload-of-kind = { $kind } { $name }
workload-of-some-kind = ワークロード { $name }
# $workload: 上のいずれか
workload-inferred = { $workload } (推定)
workload-by-owner = { $workload } (Pod 一覧に記載の所有者)
workload-by-owners-name = { $workload } (Pod の所有者の名前からの推定)
workload-by-pod-name = { $workload } (Pod の名前からの推定)
